/** Text as it is, which can be selected, copied and scrolled by keyboard. */
export function Verbatim({ text, label }: { text: string; label: string }) {
  const rows = Math.min(12, text.split('\n').length + 1)
  return (
    <textarea readOnly className="cb-verbatim" value={text} rows={rows} aria-label={`${label}, verbatim`} />
  )
}
