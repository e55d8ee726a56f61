use std::fmt::Write as _;

use super::*;

fn reader() -> MailReader {
    let documents = [
        include_str!("../../../policies/words/en/mail.toml"),
        include_str!("../../../policies/words/es/mail.toml"),
        include_str!("../../../policies/words/pt/mail.toml"),
        include_str!("../../../policies/words/fr/mail.toml"),
        include_str!("../../../policies/words/de/mail.toml"),
        include_str!("../../../policies/words/it/mail.toml"),
    ]
    .map(|text| {
        let file: toml::Table = text.parse().unwrap();
        file["mail"].clone().try_into::<MailWords>().unwrap()
    });
    MailReader::new(documents.iter())
}

/// What is left of a message, its lines trimmed.
fn left(reader: &MailReader, text: &str) -> String {
    let read = reader.customer_words(text);
    assert_eq!(read.chars().count(), text.chars().count(), "{text}");
    let lines = read.lines().map(|line| line.trim().trim_matches('.').trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// Texts, and what is left of them.
fn check(cases: &[(&str, &str)]) {
    let reader = reader();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let read = left(&reader, text);
        if read != *expected {
            writeln!(wrong, "{text:?}\n  left {read:?}\n  want {expected:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn quoted_history_is_left_out() {
    check(&[
        ("> I will sue\nStill waiting", "Still waiting"),
        (" > a\n>> b\n>\nMy words\n> c\nmore", "My words / more"),
        (
            "Any news?\n\nOn Mon, 3 Nov 2025 at 10:02, Evergreen <help@shop.example> wrote:\n> fraud\n> legal",
            "Any news?",
        ),
        (
            "Any news?\n\nOn Mon, 3 Nov 2025 at 10:02,\nEvergreen Parts\n<help@shop.example> wrote:\n\nfraud\n\nlegal",
            "Any news?",
        ),
        (
            "On 03/11/2025 10:02, Evergreen Parts wrote:\n> Shall we refund?\n\nYes, please.",
            "Yes, please",
        ),
        (
            "Ja\n\nAm 03.11.2025 um 10:02 schrieb Evergreen Parts <help@shop.example>:\n> Betrug",
            "Ja",
        ),
        ("Ja\nEvergreen <help@shop.example> schrieb am Mo., 3. Nov. 2025, 10:02:\nBetrug", "Ja"),
        (
            "Oui\n\nLe lun. 3 nov. 2025 à 10:02, Evergreen <help@shop.example> a écrit :\nArnaque",
            "Oui",
        ),
        (
            "Sí\nEl lun, 3 nov 2025 a las 10:02, Evergreen (<help@shop.example>) escribió:\nestafa",
            "Sí",
        ),
        (
            "Sim\nEm seg., 3 de nov. de 2025 às 10:02, Evergreen <help@shop.example> escreveu:\ngolpe",
            "Sim",
        ),
        (
            "Sì\nIl giorno lun 3 nov 2025 alle ore 10:02 Evergreen <help@shop.example> ha scritto:\ntruffa",
            "Sì",
        ),
        ("Hi\n-----Original Message-----\nFrom: Us\nfraud", "Hi"),
        ("Hi\n----- Ursprüngliche Nachricht -----\nBetrug", "Hi"),
        ("Hi\n-------- Message d'origine --------\narnaque", "Hi"),
        ("Hi\n-----Mensaje original-----\nestafa", "Hi"),
        ("Hi\n-----Mensagem original-----\ngolpe", "Hi"),
        ("Hi\n-----Messaggio originale-----\ntruffa", "Hi"),
        ("See below\n---------- Forwarded message ---------\nfraud", "See below"),
        ("See below\n\nBegin forwarded message:\n\nfraud", "See below"),
        (
            "Hi\n________________________________\nFrom: Evergreen <help@shop.example>\nSent: Monday\nTo: Jane\nSubject: Re: Order\n\nfraud",
            "Hi",
        ),
        ("Hi\n*Von:* Evergreen\n*Gesendet:* Montag\n*An:* Jane\n*Betreff:* Re\nBetrug", "Hi"),
        ("Hi\nDe : Evergreen\nEnvoyé : lundi\nÀ : Jane\nObjet : Re\narnaque", "Hi"),
        ("Hi\nDe: Evergreen\nEnviado el: lunes\nPara: Jane\nAsunto: Re\nestafa", "Hi"),
        ("Hi\nDe: Evergreen\nEnviada em: segunda\nPara: Jane\nAssunto: Re\ngolpe", "Hi"),
        ("Hi\nDa: Evergreen\nInviato: lunedì\nA: Jane\nOggetto: Re\ntruffa", "Hi"),
    ]);
}

#[test]
fn the_customers_own_sentences_about_what_was_written_are_read() {
    for text in [
        "On 3 May 2026 you wrote:\nWe will refund you.\nI will sue you.",
        "On Monday I wrote: where is it? I will sue.",
        "Original message\nI will sue",
        "From: London\nTo: Paris\nI will sue you",
        "Your colleague wrote:\nno refund. I will sue",
        "I paid 5 > 3 dollars",
        "Sent from my old address, I will sue you",
        "Von meinem Konto wurde Geld abgebucht\nBetrug",
        "Sent via DHL last week\nI will sue",
        "Best price? I will sue",
        "a --\nI will sue",
    ] {
        assert_eq!(reader().customer_words(text), text);
    }
}

#[test]
fn signatures_are_left_out() {
    check(&[
        ("Size M?\n-- \nJane\nSolicitor", "Size M?"),
        ("Size M?\n--\nI work in fraud", "Size M?"),
        ("Size M?\n\nSent from my iPhone\nfraud", "Size M?"),
        ("Size M?\nSent from Outlook for iOS", "Size M?"),
        ("Size M?\nGet Outlook for Android", "Size M?"),
        ("¿Talla M?\nEnviado desde mi iPhone", "¿Talla M?"),
        ("Tamanho M?\nEnviado do meu iPhone", "Tamanho M?"),
        ("Taille M ?\nEnvoyé de mon iPhone", "Taille M ?"),
        ("Größe M?\nVon meinem iPhone gesendet", "Größe M?"),
        ("Taglia M?\nInviato da iPhone", "Taglia M?"),
        (
            "Size M?\n\nKind regards,\nJane Roe\nSenior Manager, Returns\nTel: +44 20 7946 0000\njane@vale.example\nPS: I'll sue",
            "Size M? / Kind regards, / PS: I'll sue",
        ),
        ("Size M?\nKind regards, Jane\nSolicitor", "Size M? / Kind regards, Jane"),
        (
            "Größe M?\nMit freundlichen Grüßen\nJana Roth\nRechtsanwältin\nTel. 030 1234567\nich verklage Sie",
            "Größe M? / Mit freundlichen Grüßen / ich verklage Sie",
        ),
        ("Talla M?\nUn saludo,\nAna Ruiz\nAbogada", "Talla M? / Un saludo,"),
        ("Tamanho?\nAtenciosamente,\nAna\nAdvogada", "Tamanho? / Atenciosamente,"),
        ("Taille ?\nCordialement,\nAnne Roux\nAvocate au Barreau", "Taille ? / Cordialement,"),
        ("Taglia?\nCordiali saluti\nAnna Rossi\nAvvocato", "Taglia? / Cordiali saluti"),
        (
            "Thanks\nI'LL SUE YOU\nSEE YOU IN COURT\nYou are thieves",
            "Thanks / I'LL SUE YOU / SEE YOU IN COURT / You are thieves",
        ),
        ("Regards\nmy lawyer will call", "Regards / my lawyer will call"),
        ("Regards\nScammers!", "Regards / Scammers!"),
    ]);
}

#[test]
fn footers_are_left_out() {
    check(&[
        (
            "Do you have size M?\n\nAny unauthorised use of this message is prohibited.",
            "Do you have size M?",
        ),
        (
            "Size M?\nThis e-mail may be legally privileged. If you are not the intended recipient, any use\nmay be unlawful.",
            "Size M?",
        ),
        (
            "Size M?\n\nSmith & Co Solicitors. Authorised and regulated by the\nFinancial Conduct Authority (FRN 1234).",
            "Size M?",
        ),
        ("Size M?\n\nBeware of e-mail fraud: our bank details do not change.", "Size M?"),
        (
            "Size M?\n\nThis email has been checked for viruses by Avast antivirus software.\nwww.avast.com",
            "Size M?",
        ),
        ("Size M?\n\nVirus-free. www.avast.com", "Size M?"),
        ("Size M? Any unauthorised use of this message is prohibited.", "Size M?"),
        (
            "Größe M?\n\nDiese E-Mail enthält vertrauliche Informationen. Die unbefugte Weitergabe ist strafbar.",
            "Größe M?",
        ),
        (
            "Taille M ?\n\nCe message est confidentiel. Toute utilisation non autorisée est interdite.",
            "Taille M ?",
        ),
        (
            "Talla M?\n\nEste mensaje contiene información confidencial. Queda prohibida su divulgación.",
            "Talla M?",
        ),
        (
            "Tamanho M?\n\nEsta mensagem contém informações confidenciais. É proibida a divulgação.",
            "Tamanho M?",
        ),
        (
            "Taglia M?\n\nQuesto messaggio contiene informazioni riservate. È vietata la divulgazione.",
            "Taglia M?",
        ),
    ]);
}

#[test]
fn the_customers_own_sentences_are_no_footer() {
    for text in [
        "I reported you to the FCA",
        "You are regulated by the Financial Conduct Authority, I reported you.",
        "You are regulated by the Financial Conduct Authority and they know.",
        "My message is confidential. My lawyer will call you.",
        "There was an unauthorised charge on my card. This is fraud.",
        "Someone used my card, it was unauthorized. Beware, I'll report this email fraud.",
    ] {
        assert_eq!(reader().customer_words(text), text);
    }
}

#[test]
fn places_stay_and_phrases_do_not_reach_across() {
    let text = "I will\n> 🌲 fräud\nsue you";
    let read = reader().customer_words(text).into_owned();
    assert_eq!(read, "I will\n.        \nsue you");
}

#[test]
fn without_words_a_message_is_read_whole() {
    let reader = MailReader::new([].iter());
    assert_eq!(reader.customer_words("> a\n-- \nb"), "> a\n-- \nb");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures the time that it takes")]
fn the_time_is_linear() {
    let reader = reader();
    let pieces = [
        "> a\n",
        "on 1 wrote\n",
        "From: a\n",
        "confidential, my ",
        "is unlawful, ",
        "Kind regards\n",
        ": wrote 2020\n",
        "sent from my ",
    ];
    for piece in pieces {
        let started = std::time::Instant::now();
        let text = piece.repeat(300_000 / piece.len());
        reader.customer_words(&text);
        assert!(started.elapsed().as_secs() < 20, "{piece:?}");
    }
}
