import { type Html, html } from './html.ts'

export const whole = (count: number): string => count.toLocaleString('en-US')

export type Card = { readonly what: string; readonly value: string; readonly range: string }

export const cards = (list: readonly Card[]): Html =>
  html`<ul class="cards">${list.map(
    (one) =>
      html`<li class="card"><span class="what">${one.what}</span><span class="value">${one.value}</span><span class="range">${one.range}</span></li>`,
  )}</ul>`

/** A cell of a table: text, or text with a smaller line below it. */
export type Cell = string | Html

/** A table whose first column heads its rows; scrolls sideways by itself where the page is narrow. */
export function dataTable(of: {
  readonly caption: string
  readonly heading: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}): Html {
  const cell = (value: Cell | undefined, at: number): Html =>
    at === 0 ? html`<th scope="row">${value}</th>` : html`<td>${value}</td>`
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${of.caption}"><table><caption>${of.caption}</caption>
<thead><tr>${of.heading.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${of.rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table></div>`
}

/** A figure with its title, what it says in words, and its numbers as a table for whoever cannot see it. */
export const figureBlock = (of: {
  readonly title: string
  readonly words: string
  readonly svg: Html
  readonly table: Html
}): Html => html`<figure><figcaption><h3>${of.title}</h3><p>${of.words}</p></figcaption>${of.svg}
<details><summary>The figure as a table</summary>${of.table}</details></figure>`

/** A figure beside its numbers, where the numbers are what one wants to read. */
export const figureBesideTable = (of: {
  readonly title: string
  readonly words: string
  readonly svg: Html
  readonly table: Html
}): Html => html`<figure><figcaption><h3>${of.title}</h3><p>${of.words}</p></figcaption>
<div class="beside"><div>${of.svg}</div><div>${of.table}</div></div></figure>`

export const section = (title: string, words: string, ...parts: readonly Html[]): Html =>
  html`<section><h2>${title}</h2>${words === '' ? undefined : html`<p>${words}</p>`}${parts}</section>`

export const definitionList = (terms: readonly (readonly [term: string, meaning: string])[]): Html =>
  html`<dl>${terms.map(([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>`)}</dl>`
