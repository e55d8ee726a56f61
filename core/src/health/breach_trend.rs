//! SLA breaches a day, looked back at out of conversations.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::assess::Engine;
use crate::conversation::{Conversation, Status, StatusChange, Timestamp};
use crate::timeline::{Moment, Timeline};

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// A week in milliseconds: 7 × 24 hours, whatever the calendar says.
const WEEK_MS: i64 = 7 * DAY_MS;
/// The most days that a trend lists.
const MOST_DAYS: u32 = 3_660;
/// The main clock's name.
const MAIN: &str = "sla";

/// How many SLA breaches there were, day by day and week by week.
///
/// A clock is named `sla` (the main one) or by the word of its metric, such as `first_response`.
/// Every clock of the policy is listed, those without a breach with 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BreachTrend {
    /// Each day of the range, the earliest first.
    pub days: Vec<BreachDay>,
    /// Breaches of each clock in the last 7 × 24 hours: from their start (inclusive) up to `now`.
    pub this_week: BTreeMap<String, u64>,
    /// Breaches of each clock in the 7 × 24 hours before those, up to their start (exclusive).
    pub week_before: BTreeMap<String, u64>,
}

/// The SLA breaches of a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BreachDay {
    /// The day in UTC, such as `2025-10-12`.
    pub date: String,
    /// Breaches of each clock from midnight (inclusive) to midnight (exclusive).
    pub clocks: BTreeMap<String, u64>,
}

impl BreachTrend {
    /// The trend as JSON, keys in fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::diagnostic::to_json(self)
    }
}

impl Engine {
    /// The SLA breaches of `conversations` a day (UTC), over the `days` days up to and including
    /// that of `now`, and this week's beside those of the week before, ready for
    /// [`HealthSample`](crate::health::HealthSample).
    ///
    /// Every episode of a conversation is judged on its own, as it stood ([`Conversation::as_of`]):
    /// up to its resolution, the latest one up to `now`. A clock of it counts where
    /// [`Engine::assess`] would have shown it breached at some moment: after its deadline, in a
    /// status in which it goes. That it was snoozed, answered or resolved later takes nothing back.
    /// What counts is the clock that the episode ends with: of `next_response` the latest wait. A
    /// clock that goes on through several episodes (`resolution`, and the main one where
    /// `sla.reopen` lets it) counts once.
    ///
    /// A breach belongs to the day of its `breachedAt`, the deadline. A clock is breached strictly
    /// after it, so that a deadline at `now` or later is no breach yet. Where the history of
    /// statuses tells nothing, an episode that was resolved is taken to have been open, but between
    /// a resolution and the customer's next message; the latest one has the conversation's status.
    /// More than 3,660 days are taken for that many; days before the year 1 are left out. The weeks
    /// do not depend on `days`. It takes time linear in the length of the conversations, for each
    /// episode and each change of status.
    ///
    /// ```
    /// use cx_triage::health::HealthSample;
    /// use cx_triage::{Conversation, Policy, Timestamp};
    ///
    /// let engine = Policy::runbook().compile()?;
    /// let conversation = Conversation::from_json(
    ///     r#"{"id": 7, "status": "open", "createdAt": "2025-10-11T23:30:00Z"}"#,
    /// )?;
    /// let now = Timestamp::parse("2025-10-12T08:00:00Z")?;
    /// let trend = engine.breach_trend([&conversation], 2, now);
    /// assert_eq!((trend.days[0].date.as_str(), trend.days[0].clocks["sla"]), ("2025-10-11", 0));
    /// assert_eq!((trend.days[1].date.as_str(), trend.days[1].clocks["sla"]), ("2025-10-12", 1));
    ///
    /// let sample = HealthSample {
    ///     sla_breaches: Some(trend.this_week["sla"]),
    ///     sla_breaches_week_before: Some(trend.week_before["sla"]),
    ///     ..HealthSample::default()
    /// };
    /// assert_eq!(engine.health(&sample).len(), 1, "from none, any breach alerts");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn breach_trend<'a>(
        &self,
        conversations: impl IntoIterator<Item = &'a Conversation>,
        days: u32,
        now: Timestamp,
    ) -> BreachTrend {
        let metrics = self.policy.metrics.iter().map(|metric| metric.kind().as_str());
        let none: BTreeMap<String, u64> =
            [MAIN].into_iter().chain(metrics).map(|clock| (clock.to_owned(), 0)).collect();
        let today = now.as_millis().div_euclid(DAY_MS);
        let first = today - i64::from(days.min(MOST_DAYS)) + 1;
        let mut by_day: BTreeMap<i64, BTreeMap<String, u64>> = (first..=today)
            .filter(|day| *day >= Timestamp::MIN.as_millis().div_euclid(DAY_MS))
            .map(|day| (day, none.clone()))
            .collect();
        let (mut this_week, mut week_before) = (none.clone(), none);
        for conversation in conversations {
            for Breach { clock, at } in self.breaches(conversation, now) {
                let add = |counts: &mut BTreeMap<String, u64>| {
                    if let Some(count) = counts.get_mut(clock) {
                        *count += 1;
                    }
                };
                if let Some(day) = by_day.get_mut(&at.as_millis().div_euclid(DAY_MS)) {
                    add(day);
                }
                match now.millis_since(at) {
                    ..=WEEK_MS => add(&mut this_week),
                    ago if ago <= 2 * WEEK_MS => add(&mut week_before),
                    _ => {}
                }
            }
        }
        let days = by_day.into_iter().map(|(day, clocks)| BreachDay { date: date(day), clocks });
        BreachTrend { days: days.collect(), this_week, week_before }
    }

    /// The breaches of a conversation's clocks by `now`.
    fn breaches(&self, conversation: &Conversation, now: Timestamp) -> Vec<Breach> {
        let timeline = self.timeline(conversation);
        let mut counted = HashSet::new();
        let mut breaches = Vec::new();
        for stretch in Stretch::all(conversation, &timeline, now) {
            let ended = self.clocks_at(&stretch.stood_at(stretch.until), stretch.until);
            let earlier = stretch.changes.iter().filter(|change| change.at <= stretch.until);
            let earlier = earlier.map(|change| change.at.plus_millis(-1));
            let mut shown = vec![ended.clone()];
            shown.extend(earlier.map(|at| self.clocks_at(&stretch.stood_at(at), at)));
            for ShownClock { clock, start, .. } in ended {
                // What stood still at the end of the episode may have been breached before.
                let breach = shown.iter().flatten().find_map(|shown| {
                    shown.breached_at.filter(|_| shown.clock == clock && shown.start == start)
                });
                if let Some(at) = breach.filter(|_| counted.insert((clock, start))) {
                    breaches.push(Breach { clock, at });
                }
            }
        }
        breaches
    }

    /// What each clock of the policy shows at `now`. Facts are as they are today: a reply that one
    /// tells of may be later, and so may the deadline that it missed.
    fn clocks_at(&self, conversation: &Conversation, now: Timestamp) -> Vec<ShownClock> {
        let (sla, metrics) = self.clocks(conversation, now);
        let main =
            ShownClock { clock: MAIN, start: Some(sla.clock_start), breached_at: sla.breached_at };
        let metrics = metrics.into_iter().map(|metric| ShownClock {
            clock: metric.metric.as_str(),
            start: metric.clock_start,
            breached_at: metric.breached_at.filter(|at| *at < now),
        });
        [main].into_iter().chain(metrics).collect()
    }
}

/// A breach of a clock of that name.
struct Breach {
    clock: &'static str,
    at: Timestamp,
}

/// What a clock shows at a moment.
#[derive(Clone)]
struct ShownClock {
    clock: &'static str,
    /// By which the clocks of one name are told apart.
    start: Option<Timestamp>,
    breached_at: Option<Timestamp>,
}

/// An episode up to the last moment that counts of it.
struct Stretch<'a> {
    conversation: &'a Conversation,
    is_first: bool,
    /// The time of the contact's first message after the resolution that started it.
    heard_at: Option<Timestamp>,
    /// Whether no resolution ends it.
    is_latest: bool,
    /// The moment before its end, or `now`.
    until: Timestamp,
    /// The changes of status in it, in order.
    changes: Vec<&'a StatusChange>,
}

impl<'a> Stretch<'a> {
    /// The episodes that have begun by `now`, in order.
    fn all(conversation: &'a Conversation, timeline: &Timeline<'_>, now: Timestamp) -> Vec<Self> {
        let mut changes: Vec<&StatusChange> = conversation.status_changes.iter().collect();
        changes.sort_by_key(|change| change.at);
        let resolutions = &timeline.episode.resolutions;
        let moments: Vec<Moment> = resolutions.iter().map(|resolved| resolved.moment).collect();
        let heard = timeline.heard_after(&moments).into_iter().map(|m| m.map(|m| m.created_at));
        let mut heard = [None].into_iter().chain(heard);
        let starts = [None].into_iter().chain(resolutions.iter().map(Some));
        let ends = resolutions.iter().map(Some).chain([None]);
        let stretches = starts.zip(ends).filter_map(|(resolved, end)| {
            let heard_at = heard.next().flatten();
            let from = resolved.map_or(Timestamp::MIN, |resolved| resolved.moment.at);
            let end = end.map(|end| end.shown_at(&changes));
            let until = end.map_or(now, |end| end.plus_millis(-1).min(now));
            let within = changes.iter().copied().filter(|change| {
                (resolved.is_none() || change.at > from) && end.is_none_or(|end| change.at < end)
            });
            // The first may say once more that it was resolved before.
            let changes = within.skip_while(|change| change.status == Status::Resolved).collect();
            let is_latest = end.is_none();
            let is_first = resolved.is_none();
            let stretch = Self { conversation, is_first, heard_at, is_latest, until, changes };
            (until >= from).then_some(stretch)
        });
        stretches.collect()
    }

    /// The conversation as it stood at the end of the episode, in the status of a moment before.
    fn stood_at(&self, at: Timestamp) -> Conversation {
        let mut stood = self.conversation.as_of(self.until);
        stood.status_changes.retain(|change| change.at <= at);
        stood.status = self.status_at(at);
        stood
    }

    fn status_at(&self, at: Timestamp) -> Status {
        let known = self.changes.partition_point(|change| change.at <= at);
        if self.is_latest && known == self.changes.len() {
            return self.conversation.status;
        }
        match known.checked_sub(1).and_then(|latest| self.changes.get(latest)) {
            Some(change) => change.status,
            None if self.is_open_again(at) => Status::Open,
            None => Status::Resolved,
        }
    }

    /// Whether it is the first episode, or the contact has written in it.
    fn is_open_again(&self, at: Timestamp) -> bool {
        self.is_first || self.heard_at.is_some_and(|heard_at| heard_at <= at)
    }
}

/// A day by its number since the epoch, as RFC 3339 writes it.
fn date(day: i64) -> String {
    let at = Timestamp::from_millis_saturating(day.saturating_mul(DAY_MS));
    let text = DateTime::<Utc>::from_timestamp_millis(at.as_millis());
    // Every time in range is a chrono time.
    text.map(|time| time.format("%Y-%m-%d").to_string()).unwrap_or_default()
}
