/** Columns of text under the first row as heading; columns of numbers stand to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = (rows[0] ?? []).map((_, column) => {
    const cells = rows.map((row) => row[column] ?? '')
    const numbers = cells.slice(1).every((cell) => /^[-+]?[\d.,]*( [%×])?$/.test(cell))
    return { width: Math.max(...cells.map(({ length }) => length)), numbers }
  })
  const line = (row: readonly string[]): string =>
    columns
      .map(({ width, numbers }, column) => {
        const cell = row[column] ?? ''
        return numbers ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return rows.map((row) => `  ${line(row)}`).join('\n')
}

export const print = (text = ''): void => void process.stdout.write(`${text}\n`)

/** Milliseconds with three figures. */
export const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
