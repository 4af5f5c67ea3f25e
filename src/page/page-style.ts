/** The look of a report: colours and spacing of the web app, readable on paper and on a telephone. */
export const pageStyle = `
:root { --ink: #1b1b1b; --quiet: #565c65; --line: #dfe1e2; --deep: #162e51; --blue: #005ea2; --warm: #b34700; --paper: #fff; --wash: #f5f7fa; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--wash); font: 16px/1.55 "Public Sans", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--blue); }
.skip { position: absolute; left: -999em; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 2; }
header { background: var(--deep); color: #fff; padding: 2.75rem 0 5.5rem; }
.inside { max-width: 74rem; margin: 0 auto; padding: 0 1.5rem; }
.kicker { margin: 0 0 .5rem; font-size: .875rem; letter-spacing: .06em; text-transform: uppercase; color: #bbd0ec; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.75rem, 4.5vw, 2.75rem); line-height: 1.15; letter-spacing: -.015em; max-width: 26ch; }
header p { margin: 0; max-width: 62ch; color: #dce6f5; }
main { margin-top: -3.5rem; padding-bottom: 3rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); gap: 1rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.card { background: var(--paper); border: 1px solid var(--line); border-top: 4px solid var(--blue); border-radius: 6px; padding: 1.125rem 1.25rem 1rem; }
.card .what { display: block; font-size: .9375rem; color: var(--quiet); }
.card .value { display: block; font-size: 2.125rem; line-height: 1.25; font-weight: 700; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.card .range { display: block; font-size: .875rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 1.5rem 1.75rem 1.75rem; margin: 0 0 1.25rem; }
h2 { margin: 0 0 .25rem; font-size: 1.375rem; letter-spacing: -.01em; }
h3 { margin: 1.75rem 0 .25rem; font-size: 1.0625rem; }
section > p, figcaption p { max-width: 70ch; margin: .25rem 0 1rem; color: var(--quiet); }
.beside { display: grid; grid-template-columns: minmax(0, 34rem) minmax(0, 1fr); gap: 1rem 2.5rem; align-items: start; }
.pair-of-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 1rem 2.5rem; }
figure { margin: 0; min-width: 0; }
figcaption h3 { margin: .75rem 0 0; }
figure svg { width: 100%; max-width: 38rem; height: auto; display: block; }
details { margin-top: .5rem; font-size: .9375rem; }
summary { cursor: pointer; color: var(--blue); padding: .25rem 0; }
summary:focus-visible, a:focus-visible, .scroll:focus-visible { outline: 4px solid #2491ff; outline-offset: 2px; }
.scroll { overflow-x: auto; margin-top: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .375rem; font-size: .875rem; }
th, td { text-align: right; padding: .5rem .75rem; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: baseline; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; min-width: 7.5rem; }
thead th { font-size: .8125rem; color: var(--quiet); font-weight: 600; border-bottom: 2px solid var(--deep); vertical-align: bottom; white-space: normal; }
tbody th { font-weight: 600; }
td small { display: block; color: var(--quiet); font-size: .8125rem; }
.few { color: var(--quiet); font-style: italic; }
.note { border-left: 4px solid #ffbe2e; background: #faf3d1; padding: .75rem 1rem; margin: 0 0 1rem; max-width: none; color: var(--ink); }
.note p { margin: 0 0 .25rem; } .note p:last-child { margin: 0; }
.errors { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.error { border: 1px solid var(--line); border-radius: 6px; padding: .75rem; font-size: .875rem; }
.faces { display: grid; grid-template-columns: repeat(auto-fit, minmax(0, 1fr)); gap: .5rem; }
.faces > div { min-width: 0; }
.faces img, .faces .blank { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 4px; background: #e6e6e6; display: block; }
.faces .blank { display: grid; place-items: center; color: var(--quiet); font-size: .8125rem; text-align: center; padding: .5rem; }
.faces span { display: block; color: var(--quiet); font-size: .75rem; overflow-wrap: anywhere; line-height: 1.35; margin-top: .25rem; }
.error p { margin: .625rem 0 0; } .tag { font-weight: 700; color: var(--warm); } .tag.right { color: #216e1f; }
dl { margin: .75rem 0 0; display: grid; grid-template-columns: minmax(10rem, 15rem) 1fr; gap: .625rem 1.5rem; }
dt { font-weight: 600; } dd { margin: 0; color: #3d4551; max-width: 72ch; overflow-wrap: anywhere; }
footer { color: var(--quiet); font-size: .875rem; padding-bottom: 3rem; }
footer p { margin: 0; max-width: 80ch; }
@media (max-width: 64rem) { .beside { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  .inside { padding: 0 1rem; } header { padding-top: 1.75rem; } section { padding: 1.125rem 1rem 1.25rem; }
  .cards { grid-template-columns: 1fr 1fr; gap: .625rem; } .card { padding: .75rem .875rem; } .card .value { font-size: 1.5rem; }
  dl { grid-template-columns: 1fr; gap: .125rem; } dd { margin-bottom: .625rem; } th, td { padding: .5rem .5rem; }
}
@media print { body, header { background: #fff; color: #000; } header p, .kicker { color: #333; } header { padding: 0 0 1rem; } main { margin: 0; } section, .card, .error, figure { break-inside: avoid; } }
`
