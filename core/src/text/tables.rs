//! Characters that are left out, and characters that stand for a Latin letter.

/// Whether a character takes no part in reading: zero-width, bidi control, soft hyphen,
/// variation selector, tag, or a combining mark of the blocks that serve every script.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{E0000}'..='\u{E0FFF}'
        | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Letters and punctuation that compatibility decomposition leaves alone, in plain ASCII.
pub(super) fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2BC}' | '\u{2032}' | '\u{B4}'
        | '\u{60}' | '\u{2BB}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' => "-",
        '。' | '¿' | '¡' | '।' | '؟' | '۔' => ".",
        '、' | '،' => ",",
        'ß' => "ss",
        // The sigma that ends a word is the one inside it.
        'ς' => "σ",
        'æ' => "ae",
        'œ' => "oe",
        'ø' | 'ᴏ' | 'ɵ' => "o",
        'đ' | 'ð' | 'ɗ' | 'ᴅ' => "d",
        'ł' | 'ɫ' | 'ʟ' => "l",
        'ħ' | 'ʜ' => "h",
        'ı' | 'ɪ' | 'ɩ' => "i",
        'ŧ' | 'ᴛ' => "t",
        'þ' => "th",
        'ƒ' | 'ꜰ' => "f",
        'ɑ' | 'ᴀ' => "a",
        'ʙ' | 'ƀ' => "b",
        'ᴄ' => "c",
        'ᴇ' | 'ɇ' => "e",
        'ɡ' | 'ɢ' => "g",
        'ᴊ' | 'ɉ' => "j",
        'ᴋ' => "k",
        'ᴍ' => "m",
        'ɴ' => "n",
        'ᴘ' => "p",
        'ʀ' | 'ɍ' => "r",
        'ꜱ' => "s",
        'ᴜ' => "u",
        'ᴠ' => "v",
        'ᴡ' => "w",
        'ʏ' | 'ɏ' => "y",
        'ᴢ' | 'ƶ' => "z",
        _ => return None,
    })
}

/// The letter on a negative circled, negative squared or regional-indicator symbol.
pub(super) fn symbol_letter(c: char) -> Option<char> {
    let base = match c {
        '\u{1F150}'..='\u{1F169}' => 0x1F150,
        '\u{1F170}'..='\u{1F189}' => 0x1F170,
        '\u{1F1E6}'..='\u{1F1FF}' => 0x1F1E6,
        _ => return None,
    };
    char::from_u32(u32::from(b'a') + (u32::from(c) - base))
}

/// The Latin letter that a lower-case letter of another script looks like.
///
/// Cyrillic, Greek, Armenian and Cherokee letters of Unicode's confusables that a reader takes
/// for one Latin letter.
pub(super) fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' | 'ь' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' | 'ժ' => 'd',
        'е' | 'є' | 'ҽ' | 'ε' => 'e',
        'ғ' => 'f',
        'ց' => 'g',
        'һ' | 'н' | 'հ' | 'η' => 'h',
        'і' | 'ι' | 'ї' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'ո' | 'ռ' => 'n',
        'о' | 'ο' | 'օ' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' | 'զ' => 'q',
        'г' | 'я' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' | 'ц' | 'μ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ѡ' | 'ω' | 'ш' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ꮓ' => 'z',
        _ => return None,
    })
}
