import { cards, dataTable, html, pageStyle, section } from '../../page/index.ts'
import { wordyTables } from '../register/register-page.ts'
import { type Review, reviewParts } from './review-parts.ts'

/** The report of a review, on one page that prints. It names people. */
export function reviewPage(review: Review): string {
  const { lead, figures, sections } = reviewParts(review)
  const body = [
    cards(figures),
    ...sections.map((one) => section(one.title, one.lead, ...one.tables.map((table) => dataTable(table)))),
  ]
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>Review of outside face search · ${review.agency}</title><style>${{ html: pageStyle + wordyTables }}</style></head>
<body><a class="skip" href="#review">To the review</a><header><div class="inside"><p class="kicker">${review.agency} · ${review.day} · confidential: names people</p>
<h1>Review of outside face search</h1><p>${lead}</p></div></header><main class="inside" id="review">${body}</main></body></html>`
      .html
  }\n`
}
