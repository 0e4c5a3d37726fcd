/** What a browser adds to the page of a class: sorting by a column, and the filter. */
export const CLASS_SCRIPT: string = `
(()=>{const table=document.querySelector('.grades');if(!table)return;const body=table.tBodies[0],rows=[...body.rows];
const value=(r,i)=>{const c=r.cells[i],v=c.dataset.v;return v===undefined?c.textContent.trim().toLowerCase():Number(v)};
const less=(a,b)=>a<b?-1:a>b?1:0;
for(const b of table.querySelectorAll('th button'))b.addEventListener('click',()=>{const th=b.parentElement,i=th.cellIndex;
const down=th.getAttribute('aria-sort')==='ascending';for(const o of table.querySelectorAll('th'))o.removeAttribute('aria-sort');
th.setAttribute('aria-sort',down?'descending':'ascending');
body.append(...rows.map((r,n)=>[r,value(r,i),n]).sort((x,y)=>(down?less(y[1],x[1]):less(x[1],y[1]))||x[2]-y[2]).map(x=>x[0]))});
const find=document.querySelector('.find');find.hidden=false;let only='';const box=find.querySelector('input'),buttons=[...find.querySelectorAll('button')];
const apply=()=>{const words=box.value.normalize().toLowerCase().split(/\\s+/).filter(Boolean);for(const r of rows){const t=r.textContent.normalize().toLowerCase();
r.hidden=!((!only||r.dataset.kind===only||only==='lost'&&r.querySelector('.no,.part'))&&words.every(w=>t.includes(w)))}};
box.addEventListener('input',apply);
for(const b of buttons)b.addEventListener('click',()=>{only=b.dataset.only;for(const o of buttons)o.setAttribute('aria-pressed',String(o===b));apply()});
})();
`.trim();
