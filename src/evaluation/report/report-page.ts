import { definitionList, type Html, html, pageStyle, section } from '../../page/index.ts'

/** What every report says about itself. */
export type ReportFacts = {
  readonly modelName: string
  readonly modelId: string
  readonly version: string
  /** Calendar date, YYYY-MM-DD. */
  readonly madeOn: string
  /** What was measured on, as the operator named it. */
  readonly sources: readonly (readonly [what: string, name: string])[]
}

/** The whole file: no script, nothing fetched; a browser is told to allow nothing else. */
export function reportPage(of: {
  readonly title: string
  readonly summary: string
  readonly facts: ReportFacts
  readonly parts: readonly Html[]
}): string {
  const { facts } = of
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${of.title} · Casebound</title><style>${{ html: pageStyle }}</style></head>
<body><a class="skip" href="#content">Skip to the figures</a>
<header><div class="inside"><p class="kicker">Casebound · evaluation of a face model · ${facts.madeOn}</p><h1>${of.title}</h1><p>${of.summary}</p></div></header>
<main id="content"><div class="inside">${of.parts}
${section('How it was made', '', definitionList([...facts.sources, ['Face model', `${facts.modelName}, ${facts.modelId}`], ['Casebound', facts.version], ['Date', facts.madeOn]]))}
</div></main>
<footer><div class="inside"><p>These figures hold for the pictures they were measured on. Other cameras, other people and larger galleries give other figures.
A result of a search is a lead worth investigating, never an identification. This file shows persons: keep it where you keep their photographs.</p></div></footer></body></html>
`
  return page.html
}
