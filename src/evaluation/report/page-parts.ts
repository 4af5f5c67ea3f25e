import type { Share } from '../../kernel/index.ts'
import { type Html, html } from '../../page/index.ts'

/** 99.20 % */
export const percent = (value: number): string =>
  Number.isFinite(value) ? `${(value * 100).toFixed(2)} %` : '–'
/** 98.80 to 99.47 % */
export const range = ({ low, high }: Share): string => `${(low * 100).toFixed(2)} to ${percent(high)}`
export const shareCell = (share: Share | undefined): Html =>
  share === undefined
    ? html`<span class="few">too few persons</span>`
    : html`${percent(share.value)}<small>${range(share)}</small>`

export const notes = (lines: readonly string[]): Html =>
  lines.length === 0 ? html`` : html`<div class="note">${lines.map((line) => html`<p>${line}</p>`)}</div>`
