//! The rows of five other systems.

use cx_triage::Code;
use cx_triage::hours::BusinessHours;
use serde_json::{Map, Value};

use super::at;

const ROWS: &str = include_str!("../../vectors/business-hours/cases.jsonl");

#[test]
fn every_row_of_the_other_systems_agrees() {
    let mut ran = 0;
    for line in ROWS.lines() {
        let row: Map<String, Value> = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap();
        let document: Map<String, Value> = row
            .iter()
            .filter(|(key, _)| ["hours", "breaks", "holidays", "time_zone"].contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let compiled = BusinessHours::from_json(serde_json::to_vec(&document).unwrap());
        ran += 1;
        if row["hours"].as_object().unwrap().is_empty() {
            assert_eq!(row["expected_seconds"], 0);
            assert_eq!(compiled.unwrap_err()[0].code, Code::NeverOpens);
            continue;
        }
        let hours = compiled.unwrap();
        let start = at(text("start"));
        match text("op") {
            "elapsed" => {
                let elapsed = hours.elapsed(start, at(text("end")), &[]);
                assert_eq!(elapsed, row["expected_seconds"].as_i64().unwrap() * 1000, "{line}");
            }
            "add" => {
                let target = row["seconds"].as_i64().unwrap() * 1000;
                let due = hours.deadline(start, target, &[]).unwrap();
                assert_eq!(due, at(text("expected")), "{line}");
            }
            op => panic!("an operation that is not known: {op}"),
        }
    }
    assert_eq!(ran, 90);
}
