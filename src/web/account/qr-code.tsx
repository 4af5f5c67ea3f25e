import qrcode from 'qrcode-generator'

const quietModules = 4

/** A QR code as one path, drawn here: nothing is asked of anybody, and no image is inlined. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const modules = code.getModuleCount()
  const size = modules + 2 * quietModules
  const rows = Array.from({ length: modules }, (_, row) => row)
  const path = rows
    .flatMap((row) =>
      rows.filter((column) => code.isDark(row, column)).map((column) => [row, column] as const),
    )
    .map(([row, column]) => `M${column + quietModules} ${row + quietModules}h1v1h-1z`)
    .join('')
  return (
    <svg className="cb-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
