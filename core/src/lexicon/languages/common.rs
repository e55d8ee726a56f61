//! Which language a message is in, told by the commonest words of each, and by a library.

use crate::lexicon::phrase::each_alternative;
use crate::lexicon::words::{Numbers, has_digits};
use crate::text::{Folded, Keys, key_of, letters, read_words};

/// How many words of a message are looked at.
const MOST_WORDS: usize = 256;
/// A message of fewer words is too short to tell its language by.
const FEWEST_WORDS: usize = 3;
/// A word of one language alone counts as much; one of several, a part of it.
const ONE_WORD: u32 = 60;
/// From how many letters on a library is asked about a message.
const FEWEST_LETTERS: usize = 24;
/// How many letters of a message the library sees: more make it dear and hardly surer.
const MOST_LETTERS: usize = 240;
/// How sure the library has to be, and how sure where the common words speak against all languages.
const SURE: f64 = 0.9;
const LIKELY: f64 = 0.3;
const POSSIBLE: f64 = 0.1;
/// From how many letters of other scripts on a text is in none of the languages.
const FEWEST_OTHERS: usize = 4;

/// What language a message is in, as far as it is clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// The language of that number.
    Read(usize),
    /// One that the policy does not have.
    Unread,
    /// It is too short, or nothing is sure.
    Unsure,
}

/// How many of a text's words are common in each language.
struct Counts {
    words: usize,
    /// By language, what its words come to.
    found: Vec<Evidence>,
}

/// What words say for a language.
#[derive(Default, Clone, Copy)]
struct Evidence {
    points: u32,
    words: usize,
    /// How many of the words are not English ones that are written everywhere.
    apart: usize,
}

impl Counts {
    /// The language of which the text holds the most of the commonest words: a quarter of its words,
    /// as good as two of them of no other language, one of them not written everywhere, and half as
    /// many again as of the next language. For one that the policy does not have, from the number
    /// `own` on, a third of the words is enough, as good as one of no other language, and half as
    /// many again as of any that it has: which of the others it is does not matter.
    fn clear(&self, own: usize) -> Option<usize> {
        let all = self.found.iter().enumerate();
        let (best, found) = all.clone().max_by_key(|(_, found)| found.points)?;
        let rival = |nth: usize| nth != best && (best < own || nth < own);
        let next = all.filter(|(nth, _)| rival(*nth)).map(|(_, other)| other.points);
        let next = next.max().unwrap_or(0);
        let many = found.words * 4 >= self.words && found.points >= 2 * ONE_WORD;
        let of_another = best >= own && found.words * 3 >= self.words && found.points >= ONE_WORD;
        let clear = self.words >= FEWEST_WORDS
            && (many || of_another)
            && found.apart > 0
            && 2 * found.points >= 3 * next;
        clear.then_some(best)
    }

    /// Whether a quarter of the words are a language's, and twice as much speaks for it as for any
    /// other.
    fn leans_to(&self, language: usize) -> bool {
        let others = self.found.iter().enumerate().filter(|(nth, _)| *nth != language);
        let next = others.map(|(_, other)| other.points).max().unwrap_or(0);
        self.words >= FEWEST_WORDS
            && self.found.get(language).is_some_and(|found| {
                found.words * 4 >= self.words
                    && found.points >= ONE_WORD
                    && found.points >= 2 * next
            })
    }

    /// Whether no language has one word in so many, those apart that are written everywhere.
    fn are_fewer_than_one_in(&self, many: usize) -> bool {
        self.found.iter().all(|found| found.apart * many < self.words)
    }
}

/// Words that are common in English and written in many other languages too: those of a letter or
/// two and those that mean something else elsewhere (`me`, `no`, `he`, `final`), and those that
/// everybody has borrowed (`email`, `status`). One of them says half as much for English.
const ELSEWHERE: &str = "\
    a account add agent all also am an app are as at balance bank be bill by call can chat come \
    contact credit delivered delivery do dont email en final for go had has he her here hi i if \
    ill im in information invoice is it item last me men name no normal now of on one online \
    options order package parcel pass password plan policy possible price problem product \
    products refund report return service shipping show so status support ticket to too track \
    transfer up update us was we will";

/// The most languages that are told apart by their words.
const MOST_LANGUAGES: u32 = 63;
/// The bit of a word that is written elsewhere too, after those of the languages.
const ELSEWHERE_BIT: u64 = 1 << MOST_LANGUAGES;

/// The commonest words of languages, each with the languages that it is common in.
pub(crate) struct CommonWords {
    words: Numbers,
    /// By word, a bit for each language.
    languages: Vec<u64>,
    /// The codes of the languages, first those of the policy.
    codes: Vec<String>,
    /// How many of them the policy has.
    own: usize,
    /// The number of English.
    english: Option<usize>,
    /// All languages of the policy have common words, and all of them in Latin letters.
    latin: bool,
}

impl CommonWords {
    /// Those of the languages of a policy by their codes, and of others that it does not have, so
    /// that a message in one of those is not taken for one that it has; as many as can be told apart.
    pub(crate) fn of<'d, 'o>(
        policy: impl Iterator<Item = (&'d String, &'d [String])>,
        others: impl Iterator<Item = (&'o str, &'o [String])>,
    ) -> Self {
        let (words, codes) = (Numbers::starting_at(1), Vec::new());
        let mut common =
            Self { words, languages: vec![0], codes, own: 0, english: None, latin: true };
        for (code, words) in policy {
            let latin = |word: &String| !word.chars().any(is_of_other_script);
            common.latin &= !words.is_empty() && words.iter().all(latin);
            common.add_language(code, words);
        }
        common.own = common.codes.len();
        // Languages that say nothing of their common words are not told apart.
        if common.words.len() > 1 {
            for (code, words) in others {
                if !common.codes.iter().any(|known| known == code) {
                    common.add_language(code, words);
                }
            }
            common.english = common.codes.iter().position(|code| code == "en");
            for word in ELSEWHERE.split(' ') {
                common.add(word, ELSEWHERE_BIT);
            }
        }
        common
    }

    fn add_language(&mut self, code: &str, words: &[String]) {
        let nth = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        if nth >= MOST_LANGUAGES {
            return;
        }
        self.codes.push(code.to_owned());
        for entry in words {
            // What cannot be read is reported where the document is compiled.
            let _ = each_alternative(entry, &mut |word| {
                self.add(word, 1 << nth);
                Ok(())
            });
        }
    }

    fn add(&mut self, word: &str, language: u64) {
        let key = key_of(letters(Folded::new(word).bytes()));
        let Some(number) = (key != 0).then(|| self.words.intern(key)).flatten() else { return };
        self.languages.resize(self.words.len(), 0);
        if let Some(languages) = self.languages.get_mut(usize::from(number)) {
            *languages |= language;
        }
    }

    /// The languages that the word of a key is common in, a bit for each.
    fn languages_of(&self, key: u128) -> u64 {
        let number = if key == 0 { 0 } else { self.words.view().get(key) };
        self.languages.get(usize::from(number)).copied().unwrap_or(0)
    }

    /// Whether a word is common in other languages and not in that one.
    pub(crate) fn is_foreign(&self, word: &[u8], to: usize) -> bool {
        let languages = self.languages_of(key_of(letters(word))) & !ELSEWHERE_BIT;
        languages != 0 && languages >> to & 1 == 0
    }

    /// Whether a common word of a language, by its code, is common in no other.
    pub(crate) fn is_of_one(&self, word: &str) -> bool {
        let languages = self.languages_of(key_of(letters(Folded::new(word).bytes())));
        languages.is_power_of_two()
    }

    /// The language of that number, if the policy has it.
    fn read(&self, language: usize) -> Told {
        if language < self.own { Told::Read(language) } else { Told::Unread }
    }

    /// The language of a folded text; `usual`, which most are in, where it has all words, or where
    /// more speaks for it than for any other and nothing tells for sure.
    pub(crate) fn tell(
        &self,
        text: &Folded<'_>,
        usual: Option<usize>,
        has_all: impl FnOnce() -> bool,
    ) -> Told {
        // Languages that say nothing of their common words are not told apart.
        if self.words.len() == 1 {
            return Told::Unsure;
        }
        if self.latin && is_in_other_script(text) {
            return Told::Unread;
        }
        let counts = self.count(text.bytes());
        match counts.clear(self.own) {
            Some(language) => self.read(language),
            None if !is_long_enough(text.as_written()) => self.leaning(&counts, usual),
            // A library is not asked where there is nothing to ask about, which is dear.
            None => match usual.filter(|_| has_all()) {
                Some(usual) => self.read(usual),
                None => match self.by_letters(text.as_written(), &counts) {
                    Told::Unsure => self.leaning(&counts, usual),
                    told => told,
                },
            },
        }
    }

    /// The usual language, if counted words lean to it.
    fn leaning(&self, counts: &Counts, usual: Option<usize>) -> Told {
        usual.filter(|usual| counts.leans_to(*usual)).map_or(Told::Unsure, |usual| self.read(usual))
    }

    /// Counts the words of a folded text.
    fn count(&self, bytes: &[u8]) -> Counts {
        let mut tokens = Vec::new();
        read_words(bytes, &mut tokens);
        let keys = Keys::of(bytes);
        let mut counts = Counts { words: 0, found: vec![Evidence::default(); self.codes.len()] };
        let mut after_letter = false;
        let mut rest = tokens.iter_mut().take(MOST_WORDS).peekable();
        while let Some(token) = rest.next() {
            let key = keys.key(token);
            // Letters in a row may spell a word (`c.h.a.r.g.e.b.a.c.k`); they are no words.
            let beside_letter = after_letter || rest.peek().is_some_and(|next| next.is_letter());
            after_letter = token.is_letter();
            if has_digits(key) || after_letter && beside_letter {
                continue;
            }
            counts.words += 1;
            let languages = self.languages_of(key);
            if languages == 0 {
                continue;
            }
            let listed = (languages & !ELSEWHERE_BIT).count_ones();
            for (nth, found) in counts.found.iter_mut().enumerate() {
                if languages >> nth & 1 == 1 {
                    let everywhere = languages & ELSEWHERE_BIT != 0 && Some(nth) == self.english;
                    found.points += ONE_WORD / (listed + u32::from(everywhere));
                    found.words += 1;
                    found.apart += usize::from(!everywhere);
                }
            }
        }
        counts
    }

    /// The language that a library is sure of, by the letters of the text: over all that it knows.
    /// One that the policy does not have needs less, where hardly a word is common in one that it
    /// has.
    fn by_letters(&self, text: &str, counts: &Counts) -> Told {
        let end = text.char_indices().nth(MOST_LETTERS).map_or(text.len(), |(at, _)| at);
        let Some(info) = whatlang::detect(text.get(..end).unwrap_or(text)) else {
            return Told::Unsure;
        };
        let code = two_letters(info.lang());
        let known = self.codes.iter().position(|known| Some(known.as_str()) == code);
        match known {
            Some(language) if info.confidence() >= SURE => self.read(language),
            None if info.confidence() >= SURE => Told::Unread,
            None if info.confidence() >= LIKELY && counts.are_fewer_than_one_in(5) => Told::Unread,
            None if info.confidence() >= POSSIBLE && counts.are_fewer_than_one_in(7) => {
                Told::Unread
            }
            _ => Told::Unsure,
        }
    }

    /// The number of a language that somebody names, by its code or one that starts with it
    /// (`pt-BR`).
    pub(crate) fn named(&self, code: &str) -> Told {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        let known = self.codes.iter().position(|known| known.eq_ignore_ascii_case(primary));
        known.map_or(Told::Unread, |language| self.read(language))
    }
}

/// Whether a text has letters enough for a library to tell its language by.
fn is_long_enough(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(FEWEST_LETTERS).count() == FEWEST_LETTERS
}

/// Whether a letter is none of the Latin script.
fn is_of_other_script(c: char) -> bool {
    c >= '\u{370}' && c.is_alphabetic() && !matches!(c, '\u{1E00}'..='\u{1EFF}')
}

/// Whether most letters of a text are of other scripts than the Latin one. Look-alikes and
/// full-width letters are folded by now.
fn is_in_other_script(text: &Folded<'_>) -> bool {
    if text.as_written().is_ascii() {
        return false;
    }
    let folded = String::from_utf8_lossy(text.bytes());
    let letters = folded.chars().filter(|c| c.is_alphabetic());
    let (others, latin): (Vec<char>, Vec<char>) = letters.partition(|c| is_of_other_script(*c));
    others.len() >= FEWEST_OTHERS && others.len() > latin.len()
}

/// The ISO 639-1 code of a language that the library knows; none where it has none.
fn two_letters(language: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match language {
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Tur => "tr",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ell => "el",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Cat => "ca",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A few common words of five languages.
    fn common() -> CommonWords {
        let words = [
            ("de", "ich der die das und nicht ist mein habe noch wann wo bitte"),
            ("en", "i the is my not and a to have where when still please it no me"),
            ("es", "el la de que no mi pedido y en por un me ha donde cuando todavia está"),
            ("it", "il la di che non mio e un per dove quando ho ancora mi"),
            ("pt", "o a de que não meu e em por um me onde quando ainda está"),
        ];
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let lists: BTreeMap<String, Vec<String>> =
            words.iter().map(|(code, words)| ((*code).to_owned(), list(words))).collect();
        CommonWords::of(lists.iter().map(|(code, words)| (code, words.as_slice())), [].into_iter())
    }

    fn told(text: &str) -> Result<String, Told> {
        let common = common();
        match common.tell(&Folded::new(text), None, || false) {
            Told::Read(language) => Ok(common.codes[language].clone()),
            other => Err(other),
        }
    }

    #[test]
    fn languages_are_told_by_their_commonest_words() {
        for (text, code) in [
            ("Where is my parcel? I still have not got it", "en"),
            ("WO IST MEIN PAKET, ich habe es noch nicht", "de"),
            ("Donde esta el paquete de mi hermana y cuando llega", "es"),
            ("Quando chega o meu pacote e onde está", "pt"),
            ("Il mio pacco non è ancora arrivato, dove è?", "it"),
        ] {
            assert_eq!(told(text).as_deref(), Ok(code), "{text}");
        }
    }

    #[test]
    fn what_no_language_covers_is_unread() {
        for text in [
            "Merhaba, siparişim hâlâ gelmedi, ne zaman teslim edilecek acaba?",
            "Gdzie jest moja paczka? Zamówiłem ją dwa tygodnie temu",
            "أين طلبي؟ لقد طلبته قبل أسبوعين ولم يصل حتى الآن",
            "我的订单在哪里？我两个星期前就下单了，到现在还没有收到货。",
            "谢谢你们",
            "Где мой заказ?",
        ] {
            assert_eq!(told(text), Err(Told::Unread), "{text}");
        }
    }

    #[test]
    fn letters_of_a_word_that_is_spelt_out_are_no_words() {
        // `a`, `e`, `o`, `y` are common words of some languages each.
        for text in ["C.H.A.R.G.E.B.A.C.K", "y e a o y e a o", "f r a u d o"] {
            assert_eq!(told(text), Err(Told::Unsure), "{text}");
        }
        assert_eq!(told("o meu e a minha").as_deref(), Ok("pt"));
    }

    #[test]
    fn too_short_is_unsure() {
        for text in ["", "ok", "refund", "12345 67890", "no no"] {
            assert_eq!(told(text), Err(Told::Unsure), "{text}");
        }
    }

    #[test]
    fn a_named_language_is_taken() {
        let common = common();
        assert_eq!(common.named("pt-BR"), Told::Read(4));
        assert_eq!(common.named("EN"), Told::Read(1));
        assert_eq!(common.named("tr"), Told::Unread);
    }
}
