/** How many photographs a search compared, as its certificate of exactness says. */
export type ScanFigures = { readonly scanned: number; readonly gallery: number }

/** Reads the two figures of a certificate; undefined for anything that does not hold them. */
export function readScanFigures(certificate: unknown): ScanFigures | undefined {
  if (typeof certificate !== 'object' || certificate === null) return undefined
  const { rowsScanned, rowsInGallery } = certificate as Record<string, unknown>
  if (!isCount(rowsScanned) || !isCount(rowsInGallery)) return undefined
  return { scanned: rowsScanned, gallery: rowsInGallery }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
