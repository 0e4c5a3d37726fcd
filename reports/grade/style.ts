/** What the pages about grades add to the common style sheet. */
const COMMON = `
.part{margin:2rem 0 .8rem}
.pts{margin-left:auto;font-variant-numeric:tabular-nums;font-weight:650;white-space:nowrap}
.row{display:flex;gap:.3rem .75rem;align-items:baseline;flex-wrap:wrap}
.row .name{flex:1 1 8rem;min-width:0}
summary.row{cursor:pointer;list-style:none}summary.row::-webkit-details-marker{display:none}
summary.row::after{content:"›";position:absolute;right:.2rem;color:var(--soft)}details[open]>summary.row::after{content:"⌄"}
.card>ul,.card>ol{margin:0;padding:0}
.at{background:var(--faint);border-radius:4px;padding:.05rem .3rem;white-space:nowrap;font-weight:600}
.source{margin-left:.5rem}.unrun{margin:.2rem 0 0 2.4rem;font-size:.86rem;color:var(--soft)}.at,.source{font-size:.92em}
.card>:last-child{margin-bottom:0}
h4{font-size:.8rem;color:var(--soft);font-weight:600;margin:1.2rem 0 .4rem}
@media print{.card,article{break-inside:avoid}.mark,.bar,.wanted,.got,.chain li::before,.tl{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit}}
`;

export const PAGE_STYLE: string = `${COMMON}
.over{margin:0 0 .2rem;color:var(--soft)}
.score{margin:.9rem 0 .7rem;font-size:1.5rem;color:var(--soft);font-variant-numeric:tabular-nums;line-height:1}
.score b{font-size:3.4rem;font-weight:650;color:var(--ink);letter-spacing:-.03em}
.score.none{font-size:1.35rem;font-weight:650;color:var(--warn);line-height:1.3}
.checks{display:flex;gap:3px;margin:0 0 .6rem}
.checks a{flex:1 1 0;min-width:.9rem;text-align:center;text-decoration:none;font-size:.85rem;font-weight:700;line-height:1.75rem;border-radius:5px;background:var(--okbg);color:var(--ok)}
.checks a.no{color:var(--bad);background:linear-gradient(90deg,var(--okbg) var(--got),var(--badbg) 0)}
.task{margin:0 0 1.6rem}.task summary{cursor:pointer;color:var(--sea)}.task p{white-space:pre-line;max-width:46rem;margin:.5rem 0 0}
.first{border-left:3px solid var(--sea)}
.first ol{padding-left:1.3rem}.first li+li{margin-top:.6rem}.first p{margin:.1rem 0}
.untimed .when{display:none}
.limits,.unscored{border-left:3px solid var(--warn)}
.limits ul{list-style:none}.unscored ol{padding-left:1.3rem}.unscored p:first-child{margin-top:0}
.lost>header{display:flex;gap:.4rem .75rem;align-items:baseline;flex-wrap:wrap}
.lost>header h3{flex:1 1 12rem;margin:0;font-size:1.05rem;color:inherit;font-weight:650}
.lost .what{margin:.9rem 0 .5rem;font-weight:550}.lost .what .soft{font-weight:400;font-size:.86rem;margin-left:.3rem}
.message{white-space:pre-wrap;border-left:3px solid var(--bad);background:var(--badbg);border-radius:0 8px 8px 0;padding:.6rem .9rem;margin:.9rem 0}
.unscored .message{border-color:var(--warn);background:var(--warnbg)}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:.7rem;margin:0}
.sides>div{border-radius:8px;padding:.55rem .9rem .7rem}
.sides dt{font-size:.8rem;font-weight:600}.sides dd{margin:.1rem 0 0;white-space:pre-wrap}
.wanted{background:var(--okbg)}.wanted dt{color:var(--ok)}.got{background:var(--badbg)}.got dt{color:var(--bad)}
.chain{list-style:none;margin:0;padding:0;counter-reset:why}
.chain li{counter-increment:why;position:relative;padding:.1rem 0 .45rem 2.1rem}
.chain li::before{content:counter(why);position:absolute;left:0;top:.1rem;width:1.4rem;height:1.4rem;border-radius:50%;background:var(--faint);color:var(--soft);font-size:.8rem;font-weight:650;line-height:1.4rem;text-align:center}
.chain li:not(:last-child)::after{content:"";position:absolute;left:.68rem;top:1.6rem;bottom:0;width:1px;background:var(--line)}
.chain .fix::before{background:var(--sea);color:var(--card)}
.chain .fix b{color:var(--sea);font-weight:650;margin-right:.25rem}
.passed,.ran,.files,.problems{list-style:none}
.passed>li+li,.ran>li+li,.files>li+li{border-top:1px solid var(--faint)}
.passed .row,.ran .row,.files .row{position:relative;padding:.4rem 1.35rem .4rem 0}
.ran .soft.mono{font-size:.8rem}.ran .name,.files .name{font-size:.92em}.ran .name{white-space:pre-wrap}
.ran .complaint{flex-basis:100%;color:var(--bad);font-size:.9rem;padding-left:3.4rem}
.ran .mark{min-width:2.6rem;text-align:center;font-variant-numeric:tabular-nums}
.ran pre{margin:0 0 .6rem;max-height:24rem;overflow:auto}
.problems{padding:0 0 .5rem 1rem;margin:0;font-size:.93rem}
@media (max-width:40rem){.sides{grid-template-columns:1fr}.score b{font-size:2.8rem}.ran .complaint{padding-left:0}.lost>header h3{flex-basis:100%;order:3}}
`;

export const CLASS_STYLE: string = `${COMMON}
.look .name{flex-basis:16rem}.look{border-left:3px solid var(--warn)}.look ul{list-style:none}.look li{padding:.25rem 0}.look li+li{border-top:1px solid var(--faint)}
.mark.warn{background:var(--warnbg);color:var(--warn)}
svg.histogram{display:block;width:100%;max-width:42rem;height:auto;font:12px system-ui,-apple-system,"Segoe UI","Noto Sans KR",sans-serif;font-variant-numeric:tabular-nums}
.histogram rect{fill:var(--ready)}.histogram .n{fill:var(--ink);text-anchor:middle;font-weight:600}.histogram .b{fill:var(--soft);text-anchor:middle}.histogram path{stroke:var(--line)}
.rubric{list-style:none}.rubric>li{padding:.7rem 0}.rubric>li+li{border-top:1px solid var(--faint)}
.rubric .no{color:var(--soft);font-variant-numeric:tabular-nums;min-width:1.6rem}
.rubric .bar{margin:.35rem 0 .3rem;height:6px}
.rubric .bar i{background:var(--bad)}
.reasons{list-style:none;margin:.3rem 0 0;padding:0 0 0 2.3rem;font-size:.93rem}
.reasons code{white-space:nowrap}.reasons summary{cursor:pointer;padding-left:1.1rem;text-indent:-1.1rem}.reasons>li{padding:.1rem 0}.reasons .count{font-weight:650;font-variant-numeric:tabular-nums;margin-right:.2rem}
.reasons .who{margin:.2rem 0 .5rem 1rem}
.grades th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
.grades th[aria-sort=ascending] button::after{content:" ↑"}.grades th[aria-sort=descending] button::after{content:" ↓"}
.grades{width:auto}.grades td,.grades th{padding-right:1.6rem}.grades td:first-child{white-space:nowrap}
.grades .first{padding-left:1.2rem;min-width:14rem;font-size:.9rem;color:var(--soft)}
.grades tbody tr:hover{background:var(--faint)}
.grades .m{text-align:center;padding-right:.35rem;padding-left:.35rem;font-variant-numeric:tabular-nums}
.grades td.m{font-weight:700;color:var(--ok)}.grades td.m.no{color:var(--bad);background:var(--badbg)}.grades td.m.part{color:var(--warn);background:var(--warnbg);font-size:.86rem}
.grades td.m.none{color:var(--soft);font-weight:400}
.find{margin-bottom:.6rem;padding-top:.2rem;background:var(--card)}
@media (max-width:40rem){.reasons{padding-left:0}svg.histogram{font-size:16px}}
`;
