import { csvShape, w3cShape, zeekShape } from './csv.ts'
import { bindShape, dnsmasqShape, windowsDnsShape } from './dns-text.ts'
import { w3cFields, zeekFields } from './header-layout.ts'
import { jsonLinesShape } from './json-log.ts'
import type { Layout } from './layout.ts'
import type { Shape } from './shape.ts'
import { squidCombinedShape, squidShape } from './squid.ts'

/** How lines of a layout are read; undefined for kinds that are not read line by line. */
export function shapeOf(layout: Layout): Shape | undefined {
  switch (layout.format) {
    case 'squid':
      return squidShape(layout)
    case 'squid-combined':
      return squidCombinedShape(layout)
    case 'w3c':
      return w3cShape(layout, w3cFields)
    case 'csv':
      return csvShape(layout)
    case 'zeek':
      return zeekShape(layout, zeekFields)
    case 'json-lines':
      return jsonLinesShape(layout)
    case 'bind':
      return bindShape(layout)
    case 'dnsmasq':
      return dnsmasqShape(layout)
    case 'windows-dns':
      return windowsDnsShape(layout)
    default:
      return undefined
  }
}
