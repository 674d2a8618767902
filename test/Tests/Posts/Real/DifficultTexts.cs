namespace Plaza.Tests.Posts.Real;

/// <summary>Texts on which servers have failed.</summary>
internal static class DifficultTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>alert('1')</script> & <b>bold</b> &amp; &lt; &#39; &quot; </p><p> <br /> <!-- no comment -->",
        "Robert'); drop table posts;-- \" ` $1 @p0 {0} %s %n ${jndi:ldap://x} {{7*7}} <% =1 %> \\ \\n \\u0000",
        "line\nline\n\nparagraph\n\n\n\nfar below\n",
        "  leading and trailing spaces  ", "\ttabs\tand\u00a0no-break\u2003spaces\u3000here", "trailing newline\n", "\nleading newline",
        "CR only is not here, but \u2028 line and \u2029 paragraph separators and \u0085 next line are",
        "👨‍👩‍👧‍👦 👩🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇩🇪🇯🇵 ☺️ ☺ 1️⃣ 🫶🏿 \ud83e\udee8", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
        "e\u0301 is not é, nor Å Å Å; ﬁ ﬀ Ǆ ß ẞ ı İ ſ", "مرحبا بالعالم، هذا اختبار ١٢٣ abc", "שלום עולם \u202b(hidden)\u202c \u200f\u200e\u2066x\u2069", "\u202eright to left override",
        "สวัสดีชาวโลก กำลัง", "नमस्ते दुनिया क्षत्रिय", "こんにちは世界。㌔ ｶﾞｷﾞ 𠮷野家 葛󠄀城", "안녕하세요 \u1112\u1161\u11ab\u1100\u1173\u11af", "你好，世界！「引号」", "Привет, мир! Ёж №5 — «кавычки»", "Γειά σου Κόσμε ς", "ᠮᠣᠩᠭᠣᠯ ᚠᛇᚻ 𓀀 𐍈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ⠓⠑⠇⠇⠕",
        "zero\u200bwidth\u200cnon\u200djoiner\ufeffhere\u2060and\u00adsoft", "noncharacters \ufdd0 \ufffe \uffff \U0001ffff and private \ue000 \U000f0000 \U0010fffd", "replacement \ufffd here",
        "controls \u0001 \u0007 \u0008 \u000b \u000c \u001b[31m \u007f \u009b",
        $"https://example.org/{new string('a', 1_900)}?q=1&r=2#frag", $"a very long word {new string('x', 450)}",
        "http://user:pass@example.org:8080/a(b)c?d=[e]&f='g'\"h\" https://münchen.example/straße?ü=ä https://例え.テスト/パス",
        "(https://example.org/a_(b)). https://example.org, 'https://example.org' <https://example.org> https://example.org/?a=1&amp;b=2",
        "javascript:alert(1) data:text/html,x file:///etc/passwd mailto:a@example.org a@example.org",
        "#tag #Tag #TÄG #日本語 #123 #a_b #١٢٣ #🏳️‍🌈 #tag#tag C# #", "@nobody @nobody@example.org @ @@x a@b.c @ada.example .@x",
        string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 500)), string.Join(' ', Enumerable.Range(0, 60).Select(at => $"#tag{at}")), new string('\n', 100) + "deep",
        "null", "true", "0", "[]", "{}", "\"", "'", "''", "%", "%00", "%0a", "+", "&", "=", ";", "\\", "/", "-", "--", ".", "..", "~", "NaN", "𝟎",
    ];
}
