#include "Letters.h"

#include "CSearch.h"

struct range { uint32_t first, last; };

static int is_in(const struct range *ranges, size_t count, uint32_t letter) {
    for (size_t index = 0; index < count; index++) {
        if (letter < ranges[index].first) return 0;
        if (letter <= ranges[index].last) return 1;
    }
    return 0;
}
#define IS_IN(ranges, letter) is_in(ranges, sizeof(ranges) / sizeof *(ranges), letter)

/* Scripts that are written without blanks, or with particles at their words: Thai and Lao, Myanmar, Hangul, Khmer, Han with
   kana and bopomofo. */
static const struct range alone[] = {
    {0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1100, 0x11FF}, {0x1780, 0x17FF}, {0x2E80, 0x9FFF}, {0xA960, 0xA97F},
    {0xA9E0, 0xA9FF}, {0xAA60, 0xAA7F}, {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0xFF66, 0xFFDC}, {0x1AFF0, 0x1B16F},
    {0x20000, 0x3FFFF},
};
/* Their vowels, tones and finals that are written at a letter. */
static const struct range with_alone[] = {
    {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1}, {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE},
    {0x102B, 0x103E}, {0x1056, 0x1059}, {0x105E, 0x1060}, {0x1062, 0x1064}, {0x1067, 0x106D}, {0x1071, 0x1074},
    {0x1082, 0x108D}, {0x108F, 0x108F}, {0x109A, 0x109D}, {0x1160, 0x11FF}, {0x17B4, 0x17D3}, {0x17DD, 0x17DD},
    {0x302A, 0x302F}, {0x3099, 0x309A}, {0xA9E5, 0xA9E5}, {0xAA7B, 0xAA7D}, {0xD7B0, 0xD7FF}, {0xFF9E, 0xFF9F},
};
/* Accents, points of Hebrew and Arabic with what stretches a word, choices of a glyph. */
static const struct range unseen[] = {
    {0x0300, 0x036F}, {0x0591, 0x05C7}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F}, {0x0670, 0x0670},
    {0x06D6, 0x06ED}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF},
};

enum letter_kind letter_kind(uint32_t letter) {
    if (letter < 0x300) return IN_WORD;
    if (IS_IN(unseen, letter)) return UNSEEN;
    if (!IS_IN(alone, letter)) return IN_WORD;
    return IS_IN(with_alone, letter) ? WITH_ALONE : ALONE;
}

int csearch_stands_alone(uint32_t letter) { return letter_kind(letter) == ALONE; }

uint32_t next_letter(const char **at, const char *end) {
    uint32_t letter = (unsigned char)*(*at)++;
    if (letter < 0xC0) return letter;
    letter &= letter < 0xE0 ? 0x1F : letter < 0xF0 ? 0x0F : 0x07;
    while (*at < end && (**at & 0xC0) == 0x80) letter = letter << 6 | (*(*at)++ & 0x3F);
    return letter;
}

static size_t write_letter(uint32_t letter, char *bytes) {
    if (letter < 0x80) return bytes[0] = (char)letter, 1;
    if (letter < 0x800) {
        bytes[0] = (char)(0xC0 | letter >> 6);
        bytes[1] = (char)(0x80 | (letter & 0x3F));
        return 2;
    }
    size_t length = letter < 0x10000 ? 3 : 4;
    for (size_t index = length; --index > 0; letter >>= 6) bytes[index] = (char)(0x80 | (letter & 0x3F));
    bytes[0] = (char)(length == 3 ? 0xE0 | letter : 0xF0 | (letter & 0x07));
    return length;
}

/* The letter below the accents of a Greek one, which unicode61 has made small. */
static uint32_t greek(uint32_t letter) {
    enum {
        ALPHA = 0x3B1, EPSILON = 0x3B5, ETA = 0x3B7, IOTA = 0x3B9, OMICRON = 0x3BF, RHO = 0x3C1, UPSILON = 0x3C5, OMEGA = 0x3C9,
    };
    /* Of U+1F00 to U+1FFF, sixteen each; those from U+1F70 on are of two each. */
    static const uint16_t vowels[] = {
        ALPHA, EPSILON, ETA, IOTA, OMICRON, UPSILON, OMEGA, 0, ALPHA, ETA, OMEGA, ALPHA, ETA, IOTA, UPSILON, OMEGA,
    };
    switch (letter) {
    case 0x3AC: return ALPHA;
    case 0x3AD: return EPSILON;
    case 0x3AE: return ETA;
    case 0x390: case 0x3AF: case 0x3CA: case 0x1FBE: return IOTA;
    case 0x3CC: return OMICRON;
    case 0x1FE4: case 0x1FE5: return RHO;
    case 0x3B0: case 0x3CB: case 0x3CD: return UPSILON;
    case 0x3CE: return OMEGA;
    }
    if (letter < 0x1F00 || letter > 0x1FFF) return letter;
    uint32_t row = letter >> 4 & 0xF, vowel = vowels[row == 7 ? letter >> 1 & 7 : row];
    return vowel ? vowel : letter;
}

/* Letters that have no accent for Unicode, but are typed without one; ligatures. */
static const struct { uint16_t letter; char folded[4]; } plain_letters[] = {
    {0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"}, {0x111, "d"}, {0x127, "h"}, {0x131, "i"},
    {0x133, "ij"}, {0x140, "l"}, {0x142, "l"}, {0x153, "oe"}, {0x1E3, "ae"}, {0x1FD, "ae"}, {0x1FF, "o"}, {0xFB00, "ff"},
    {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
};

/* Of katakana of half width, from U+FF66 on, the last byte of what they are in full width, up to the marks of voice. */
static const uint8_t half_width[] = {
    0xF2, 0xA1, 0xA3, 0xA5, 0xA7, 0xA9, 0xE3, 0xE5, 0xE7, 0xC3, 0xFC, 0xA2, 0xA4, 0xA6, 0xA8, 0xAA, 0xAB, 0xAD, 0xAF, 0xB1,
    0xB3, 0xB5, 0xB7, 0xB9, 0xBB, 0xBD, 0xBF, 0xC1, 0xC4, 0xC6, 0xC8, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD2, 0xD5, 0xD8,
    0xDB, 0xDE, 0xDF, 0xE0, 0xE1, 0xE2, 0xE4, 0xE6, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, 0xF3, 0x99, 0x9A,
};

static uint32_t fold(uint32_t letter) {
    switch (letter) {
    /* The Russian е, which mostly stands for ё, and letters with an accent of stress. The short й is another letter. */
    case 0x450: case 0x451: return 0x435;
    case 0x45D: return 0x438;
    case 0x622: case 0x623: case 0x625: case 0x671: return 0x627;
    }
    if (letter >= 0xFF66 && letter <= 0xFF9F) return 0x3000 + half_width[letter - 0xFF66];
    if (letter >= 0xFF01 && letter <= 0xFF5E) return letter - 0xFEE0;
    return greek(letter);
}

/* Kana with a mark of voice. 0 if there is no such letter. */
static uint32_t voiced(uint32_t kana, uint32_t mark) {
    uint32_t hiragana = kana < 0x30A0 ? kana : kana - 0x60;
    if (hiragana >= 0x306F && hiragana <= 0x307B) return (hiragana - 0x306F) % 3 ? 0 : kana + (mark - 0x3098);
    if (mark != 0x3099) return 0;
    if (hiragana == 0x3046) return kana + 0x4E;
    if (hiragana >= 0x304B && hiragana <= 0x3061) return hiragana & 1 ? kana + 1 : 0;
    return hiragana >= 0x3064 && hiragana <= 0x3068 && !(hiragana & 1) ? kana + 1 : 0;
}

/* What two letters are as one: also the parts of a Hangul syllable (The Unicode Standard, 3.12). 0 if they are none. */
static uint32_t composed(uint32_t first, uint32_t second) {
    if (second == 0x3099 || second == 0x309A) return voiced(first, second);
    uint32_t lead = first - 0x1100, vowel = second - 0x1161, syllable = first - 0xAC00, tail = second - 0x11A7;
    if (lead < 19 && vowel < 21) return 0xAC00 + (lead * 21 + vowel) * 28;
    return syllable < 11172 && syllable % 28 == 0 && tail - 1 < 27 ? first + tail : 0;
}

static const char *plain(uint32_t letter) {
    if (letter < 0x200 || letter >= 0xFB00) {
        for (size_t index = 0; index < sizeof plain_letters / sizeof *plain_letters; index++) {
            if (plain_letters[index].letter == letter) return plain_letters[index].folded;
        }
    }
    return 0;
}

size_t fold_word(const char *word, const char *end, char *folded) {
    size_t length = 0, last_at = 0;
    uint32_t last = 0;
    while (word < end && length + 4 <= MOST_FOLDED) {
        uint32_t letter = next_letter(&word, end);
        if (letter_kind(letter) == UNSEEN) continue;
        const char *letters = plain(letter);
        if (letters) {
            while (*letters) folded[length++] = *letters++;
            last = 0;
            continue;
        }
        letter = fold(letter);
        uint32_t both = composed(last, letter);
        if (both) {
            length = last_at;
            letter = both;
        }
        last = letter;
        last_at = length;
        length += write_letter(letter, folded + length);
    }
    return length;
}
