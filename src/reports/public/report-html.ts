import { dataTable, definitionList, type Html, html, pageStyle, section } from '../../page/index.ts'
import type { Figure } from './figure.ts'
import { type PublicReport, reportNotes } from './public-report.ts'

/** A public report as one page of HTML that needs nothing beside it. */
export function reportHtml(report: PublicReport): string {
  const { pack, period, source } = report
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${pack.title}, ${period}</title><style>${{ html: `${pageStyle} .how { color: #565c65; font-size: .875rem; margin: .25rem 0 1rem } code { overflow-wrap: anywhere }` }}</style></head>
<body><a class="skip" href="#content">Skip to the figures</a>
<header><div class="inside"><p class="kicker">${source.origin} · ${source.madeOn}</p><h1>${pack.title}</h1><p>Figures of ${period}.</p></div></header>
<main id="content"><div class="inside">
${section('Figures', '', ...report.figures.map(shown))}
${report.imported.length === 0 ? undefined : section('Before this log', 'Taken over from an older system and fixed since; unattested, and part of no figure above.', ...report.imported.map(shown))}
${section(
  'How these figures were made',
  '',
  html`<ul>${reportNotes(report).map((note) => html`<li>${note}</li>`)}</ul>`,
  definitionList([
    ['Entries', source.size.toLocaleString('en-US')],
    ['Root', source.root],
    ['Key', source.vkey],
  ]),
)}
</div></main></body></html>
`
  return page.html
}

function shown(figure: Figure): Html {
  const body =
    figure.kind === 'table'
      ? dataTable({
          caption: figure.title,
          heading: [figure.heading, 'Count'],
          rows: [...figure.rows.map(({ words, shown: count }) => [words, count]), ['All', figure.total]],
        })
      : html`<p>${figure.kind === 'absent' ? figure.why : figure.value}</p>`
  return html`<h3>${figure.title}</h3>${body}<p class="how">How: ${figure.how}.</p>`
}
