export { barFigure } from './bar-figure.ts'
export { drawFigure, figureWidthPx, ink } from './draw-figure.ts'
export { type Html, html } from './html.ts'
export {
  type Card,
  type Cell,
  cards,
  dataTable,
  definitionList,
  figureBesideTable,
  figureBlock,
  section,
  whole,
} from './page-parts.ts'
export { pageStyle } from './page-style.ts'
