/** Both themes, paper and telephones. The system's own fonts; nothing is fetched. */
export const STYLE = `
:root{color-scheme:light dark;--text:#1b1f24;--fine:#59636e;--line:#d1d9e0;--ground:#fff;--good:#1a7f37;--bad:#b3261e;--warn:#7d4e00;--warnground:#fff5dc;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--fine:#9198a1;--line:#3d444d;--ground:#0d1117;--good:#57ab5a;--bad:#ff7b72;--warn:#e3b341;--warnground:#2b2111;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:72rem;margin:0 auto;padding:24px 16px 64px}
h1{font-size:28px;line-height:1.2;margin:0}
h2{font-size:16px;margin:40px 0 8px}
h3{font-size:16px;margin:16px 0 4px}
p{margin:4px 0}
ul{margin:4px 0;padding-left:20px}
a{color:var(--link)}
.what,.period,.fine{color:var(--fine)}
.fine{font-size:13px}
.answer{font-size:20px;margin-top:12px}
.qualified{background:var(--warnground);border-left:4px solid var(--warn);padding:8px 12px;margin-top:16px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{color:var(--fine);font-size:13px;font-weight:500}
tbody th{font-weight:600;white-space:nowrap;overflow-wrap:normal}
summary{cursor:pointer}
.outcome{white-space:nowrap;font-weight:600}
.passed{color:var(--good)}.exceptions{color:var(--bad)}.unwitnessed{color:var(--warn)}.not_tested{color:var(--fine)}
.figure{font-variant-numeric:tabular-nums}
.numbers .figure{text-align:right;white-space:nowrap;overflow-wrap:normal}
.name,pre{font-family:ui-monospace,monospace;font-size:13px}
pre{overflow-x:auto;padding:8px 12px;border:1px solid var(--line)}
@media (max-width:640px){main{padding:16px 12px 48px}table,tbody,tr,td,tbody th{display:block}thead{display:none}tr{border-bottom:1px solid var(--line);padding:6px 0}td,th{border:0;padding:1px 0}.numbers .figure{text-align:left}}
@media print{:root{color-scheme:light}main{max-width:none;padding:0}a{color:inherit;text-decoration:none}details::details-content{content-visibility:visible;block-size:auto}details>*{display:block}tr,li{break-inside:avoid}h2,h3{break-after:avoid}}
`;
