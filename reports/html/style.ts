/** The page's style sheet: two palettes, one scale of spaces, nothing fetched from anywhere. */
export const STYLE: string = `
:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d2730;--soft:#5b6873;--line:#e2e1da;--faint:#f2f1ec;--sea:#0f6b78;--ok:#1f7a5c;--okbg:#e3f2eb;--bad:#b3352a;--badbg:#fbe9e6;--warn:#8a5a00;--warnbg:#fbf1dc;
--ready:#a5d8c6;--start:#cfdbe4;--unready:#f1d38c;--fail:#eda493;--done:#c3cbd6;--stop:#d9d5cc;--lost:#e9c9dc;--lane:#f4f3ee;--on:#14261f;--nr:#f6d9d3;--co:#ece3f3}
@media screen and (prefers-color-scheme:dark){:root{--bg:#12171b;--card:#1a2126;--ink:#e4e9ec;--soft:#9aa8b2;--line:#2c363d;--faint:#20282e;--sea:#6cc3cf;--ok:#7fd0ae;--okbg:#18362c;--bad:#f29a8c;--badbg:#3d211e;--warn:#e4b866;--warnbg:#3a2e17;
--ready:#2d6a57;--start:#3b4b57;--unready:#7a5d1d;--fail:#8f4136;--done:#48525e;--stop:#4a4740;--lost:#653e57;--lane:#20282e;--on:#f0f5f3;--nr:#44272a;--co:#352e42}}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",sans-serif;word-break:keep-all;overflow-wrap:anywhere}
main,header.top{max-width:1080px;margin:0 auto;padding:0 1.25rem}
header.top{padding-top:2.25rem}
h1,h2,h3{line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em}
h1{font-size:1.65rem}h2{font-size:1.2rem}h3{font-size:.8rem;color:var(--soft);font-weight:600;margin:1.4rem 0 .5rem}
a{color:var(--sea);text-decoration-thickness:1px;text-decoration-color:color-mix(in srgb,var(--sea) 35%,transparent);text-underline-offset:3px}
a:hover{text-decoration-color:currentColor}
.keep{white-space:nowrap}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"D2Coding","Noto Sans Mono CJK KR",monospace;font-size:.86em}
.num,td.t{font-variant-numeric:tabular-nums;white-space:nowrap}
.soft{color:var(--soft)}
.lead{color:var(--soft);margin:.35rem 0 1.4rem}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;background:var(--faint);gap:2px}
.bar i{display:block;background:var(--ok)}.bar i.bad{background:var(--bad)}.bar i.skip{background:var(--soft)}
.facts{display:flex;flex-wrap:wrap;gap:.4rem 2rem;margin:.9rem 0 2rem;padding:0;list-style:none}
.facts b{font-size:1.2rem;font-weight:650;font-variant-numeric:tabular-nums;margin-right:.3rem}
.facts .ok b{color:var(--ok)}.facts .bad b{color:var(--bad)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin:0 0 1.25rem}
.card h2{font-size:1rem;margin-bottom:.7rem}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.32rem .7rem .32rem 0;vertical-align:top}
th{font-size:.8rem;font-weight:600;color:var(--soft);border-bottom:1px solid var(--line)}
tr+tr td{border-top:1px solid var(--faint)}
.right{text-align:right}
.chips{display:flex;flex-wrap:wrap;gap:3px;padding-top:.3rem}
.chips a{width:13px;height:13px;border-radius:3px;background:var(--ready);display:block}
.chips a.failed{background:var(--bad)}.chips a.skipped{background:var(--stop)}
.find{position:sticky;top:0;z-index:2;background:var(--bg);padding:.7rem 0;display:flex;gap:.6rem;align-items:center;flex-wrap:wrap;border-bottom:1px solid var(--line);margin-bottom:1.5rem}
.find[hidden]{display:none}
.find input[type=search]{flex:1 1 14rem;min-width:0;font:inherit;padding:.45rem .7rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit}
.find button,.copy{font:inherit;font-size:.86rem;padding:.4rem .75rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;cursor:pointer}
.find button[aria-pressed=true]{border-color:var(--sea);color:var(--sea)}
:focus-visible{outline:2px solid var(--sea);outline-offset:2px}
section.feature{margin:0 0 2.5rem}
section.feature>header{margin-bottom:.9rem}
.desc{color:var(--soft);white-space:pre-line;margin:.4rem 0 0;max-width:46rem}
details.sc{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 .55rem}
details.sc.failed{border-color:var(--bad)}
details.sc>summary{display:flex;gap:.75rem;align-items:baseline;padding:.65rem 1rem;cursor:pointer;list-style:none}
details.sc>summary::-webkit-details-marker{display:none}
details.sc>summary .name{flex:1;font-weight:550}
details.sc[open]>summary{border-bottom:1px solid var(--line)}
.body{padding:.2rem 1rem 1.1rem}
.mark{flex:none;font-size:.78rem;font-weight:650;padding:.1rem .5rem;border-radius:99px;background:var(--okbg);color:var(--ok)}
.mark.failed{background:var(--badbg);color:var(--bad)}.mark.skipped{background:var(--faint);color:var(--soft)}
ol.steps{list-style:none;margin:0;padding:0}
ol.steps>li{display:grid;grid-template-columns:1.9rem 1fr auto;gap:0 .5rem;padding:.22rem 0;border-top:1px solid var(--faint)}
ol.steps>li:first-child{border-top:0}
.steps .n{color:var(--soft);font-variant-numeric:tabular-nums;text-align:right;padding-right:.3rem}
.steps .kw{color:var(--sea);font-weight:600}
.steps .when{color:var(--soft);font-size:.86rem;text-align:right}
.steps .failed{background:var(--badbg);margin:0 -.5rem;padding-left:.5rem!important;padding-right:.5rem!important;border-radius:6px}
.steps .failed .kw,.steps .failed .n{color:var(--bad)}
.steps .skipped{opacity:.55}
.steps pre,.steps table{grid-column:2/4;margin:.3rem 0}
pre{margin:0;padding:.6rem .8rem;background:var(--faint);border-radius:8px;overflow-x:auto;white-space:pre;line-height:1.45}
.steps table{width:auto;justify-self:start;font-size:.9em}.steps table td{border:1px solid var(--line);padding:.1rem .6rem}
.scroll{overflow-x:auto;margin:0 -1rem;padding:0 1rem}
svg.tl{display:block;width:100%;min-width:720px;height:auto;font:11px system-ui,-apple-system,"Segoe UI","Noto Sans KR",sans-serif;font-variant-numeric:tabular-nums}
.tl .ln{fill:var(--lane)}.tl .nd{fill:var(--soft);font-weight:600;text-anchor:end}
.tl .p{fill:none;stroke:var(--soft);stroke-dasharray:3 2}.tl .s{fill:var(--start)}.tl .u{fill:var(--unready)}.tl .r{fill:var(--ready)}.tl .f{fill:var(--fail)}.tl .d{fill:var(--done)}.tl .t{fill:var(--stop)}.tl .l{fill:var(--lost)}
.tl .x{stroke:var(--ink);stroke-width:2}.tl .pn{fill:var(--on);font-size:10.5px}.tl .pn.out{fill:var(--soft)}.tl .pn.fa{fill:var(--bad);font-weight:600}
.tl .ou{fill:var(--badbg);stroke:var(--bad)}.tl .nr{fill:var(--nr)}.tl .co{fill:var(--co)}
.tl .bk{fill:var(--card);opacity:.6}.tl .be{stroke:var(--soft);stroke-dasharray:1 3}.tl .zz{fill:none;stroke:var(--soft)}.tl .bt{font-style:italic}
.tl .ax{stroke:var(--line)}.tl .tk{fill:var(--soft);text-anchor:middle}
.tl .st path{stroke:var(--sea);opacity:.35}.tl .st rect{fill:var(--card);stroke:var(--sea)}.tl .st text{fill:var(--sea);text-anchor:middle;font-weight:600}
.tl .dv{stroke:var(--bad);stroke-width:2;stroke-dasharray:5 3}
.tl .bad path,.tl .bad rect{stroke:var(--bad)}.tl .bad text{fill:var(--bad)}
.key{display:flex;flex-wrap:wrap;gap:.15rem 1rem;font-size:.8rem;color:var(--soft);margin-top:.5rem}
.key .p0::before{outline:1px dashed var(--soft)}
.key span::before{content:"";display:inline-block;width:.8rem;height:.65rem;border-radius:2px;margin-right:.35rem;background:var(--c)}
.why{border-left:3px solid var(--bad);background:var(--badbg);border-radius:0 8px 8px 0;padding:.7rem 1rem;margin:.9rem 0}
.why dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}
.why dt{color:var(--soft)}.why dd{margin:0;white-space:pre-wrap}
.why .what{font-weight:650;margin:0 0 .35rem;white-space:pre-wrap}
.diff span{display:block}.diff .del{background:var(--badbg);color:var(--bad)}.diff .ins{background:var(--okbg);color:var(--ok)}
.ev{font-size:.88rem}.ev td{padding-top:.22rem;padding-bottom:.22rem}
.ev .warn td:nth-child(2){color:var(--warn);font-weight:600}
.ev td:nth-child(3){white-space:nowrap}
.ev td.t,.ev td:nth-child(3){color:var(--soft)}
details.more>summary{cursor:pointer;font-size:.8rem;font-weight:600;color:var(--soft);margin:1.2rem 0 .5rem}
.more input{font:inherit;font-size:.86rem;padding:.25rem .6rem;border:1px solid var(--line);border-radius:7px;background:var(--card);color:inherit;margin-bottom:.4rem;width:min(20rem,100%)}
.replay{display:flex;gap:.6rem;align-items:center;margin-top:1.2rem}.replay pre{flex:1}
footer{max-width:1080px;margin:3rem auto 2rem;padding:0 1.25rem;color:var(--soft);font-size:.86rem}
[hidden]{display:none!important}
@media (max-width:40rem){header.top{padding-top:1.4rem}main,header.top{padding-left:.9rem;padding-right:.9rem}.wide{display:none}details.sc>summary{flex-wrap:wrap}details.sc>summary .name{flex-basis:70%}ol.steps>li{grid-template-columns:1.6rem 1fr}.steps .when{grid-column:2;text-align:left}.steps pre,.steps table{grid-column:1/3}.why dl{grid-template-columns:1fr}.ev td:nth-child(3){white-space:normal}.card{overflow-x:auto}.card .num,.card .keep{white-space:normal}th{overflow-wrap:normal}}
@media print{.find,.copy,.more input{display:none}body{background:#fff}details.sc{break-inside:avoid}}
`.trim();
