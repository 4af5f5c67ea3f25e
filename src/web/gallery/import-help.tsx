/** How bookings come in: at the command line, in this version. */
export function ImportHelp({ open }: { open: boolean }) {
  return (
    <details className="cb-prose cb-fold" open={open}>
      <summary>How bookings are enrolled</summary>
      <p>At the command line of the server, from a CSV file and a folder of photographs:</p>
      <pre className="cb-command">
        <code>casebound enroll ./photos --manifest ./photos/bookings.csv</code>
      </pre>
      <p>
        What cannot be enrolled is refused one by one with its reason; the rest goes in. Running it again is
        safe.
      </p>
    </details>
  )
}
