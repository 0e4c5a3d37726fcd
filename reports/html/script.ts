/** What a browser adds to a page that reads well without it: search, filters, copying, and opening what a link points at. */
export const SCRIPT: string = `
(()=>{const $=(q,r=document)=>[...r.querySelectorAll(q)];
const find=$('.find')[0],box=$('.find input')[0],buttons=$('.find button');let only='';
if(find){find.hidden=false;
const apply=()=>{const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);
for(const f of $('section.feature')){let any=false;for(const s of $('details.sc',f)){const t=(f.dataset.name+' '+s.dataset.find).toLowerCase();
const ok=(!only||s.dataset.status!=='passed')&&words.every(w=>t.includes(w));s.hidden=!ok;any=any||ok}f.hidden=!any}};
box.addEventListener('input',apply);
for(const b of buttons)b.addEventListener('click',()=>{only=b.dataset.only;for(const o of buttons)o.setAttribute('aria-pressed',String(o===b));apply()})}
for(const i of $('.more input')){i.hidden=false;i.addEventListener('input',()=>{const w=i.value.toLowerCase();for(const r of $('tbody tr',i.parentElement))r.hidden=!r.textContent.toLowerCase().includes(w)})}
if(navigator.clipboard)for(const b of $('.copy')){b.hidden=false;b.addEventListener('click',()=>navigator.clipboard.writeText(b.previousElementSibling.textContent).then(()=>{b.textContent='Copied'}))}
const open=()=>{const e=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(e&&e.tagName==='DETAILS'){e.hidden=false;e.closest('section').hidden=false;e.open=true;e.scrollIntoView()}};
addEventListener('hashchange',open);open()})();
`.trim();
