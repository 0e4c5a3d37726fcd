/** What the page of a comparison adds to the common style sheet. */
export const COMPARE_STYLE: string = `
.bar i.k-broke,.bar i.k-failing{background:var(--bad)}.bar i.k-differs{background:var(--warn)}.bar i.k-slower{background:var(--unready)}.bar i.k-faster,.bar i.k-fixed{background:var(--ok)}.bar i.k-new{background:var(--sea)}.bar i.k-gone{background:var(--soft)}.bar i.k-same{background:var(--ready)}
.facts .k-broke b,.facts .k-failing b{color:var(--bad)}.facts .k-differs b,.facts .k-slower b{color:var(--warn)}.facts .k-faster b,.facts .k-fixed b{color:var(--ok)}.facts .k-new b{color:var(--sea)}
.mark.k-broke,.mark.k-failing{background:var(--badbg);color:var(--bad)}.mark.k-differs,.mark.k-slower{background:var(--warnbg);color:var(--warn)}.mark.k-new,.mark.k-gone{background:var(--faint);color:var(--soft)}
details.sc.k-broke{border-color:var(--bad)}
.over{margin:0 0 .3rem;color:var(--soft)}.over b{color:var(--ink);font-weight:600}
.group{margin:0 0 2.5rem}.group>h2{margin-bottom:.9rem}.group>h2 span{color:var(--soft);font-weight:500}
.cause{border-left:3px solid var(--sea);padding:.1rem 0 .1rem 1rem;margin:1.1rem 0 .8rem}.cause p{margin:0}.cause .soft{font-size:.86rem}
.first{border-left:3px solid var(--warn);background:var(--warnbg);border-radius:0 8px 8px 0;padding:.6rem 1rem;margin:.9rem 0}
.first p{margin:0}.first .soft{font-size:.86rem}
.acct{font-size:.88rem;line-height:1.5}.acct td{padding:.2rem .7rem .2rem .5rem;border:0!important}.acct td.t{color:var(--soft);width:1%}.acct .sg{width:1%;font-weight:650;padding-right:0}
.acct .was{background:var(--badbg)}.acct .is{background:var(--okbg)}.acct .was .sg{color:var(--bad)}.acct .is .sg{color:var(--ok)}
.acct tr td:first-child{border-radius:5px 0 0 5px}.acct tr td:last-child{border-radius:0 5px 5px 0}
.tm td.d{font-weight:600;white-space:nowrap;text-align:right}.tm td.up{color:var(--warn)}.tm td.down{color:var(--ok)}.tm th{white-space:nowrap}.tm th.right,.tm td.right{padding-left:1rem}
.pair .tl .dv{stroke:var(--warn)}.pair .key{--bad:var(--warn)}.pair h4{font-size:.8rem;color:var(--soft);font-weight:600;margin:.9rem 0 .3rem}.pair h4 b{color:var(--ink);font-weight:650}
.list{list-style:none;margin:0;padding:0}.list li{display:flex;gap:.3rem .75rem;align-items:baseline;flex-wrap:wrap;padding:.35rem 0;border-top:1px solid var(--faint)}.list li:first-child{border-top:0}.list .name{flex:1 1 14rem;min-width:0}
.delta{font-variant-numeric:tabular-nums;white-space:nowrap;font-size:.9rem;font-weight:600}.delta.up{color:var(--warn)}.delta.down{color:var(--ok)}.k-broke .delta,.k-failing .delta{color:var(--soft)}
.card.slow{border-left:3px solid var(--bad);margin-bottom:2.2rem}
@media (max-width:40rem){.tm .wide{display:none}}
`;
