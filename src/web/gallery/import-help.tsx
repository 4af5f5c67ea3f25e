/** How bookings come in: at the command line, in this version. */
export function ImportHelp() {
  return (
    <section className="cb-prose">
      <h2 className="cb-small-heading">Import bookings</h2>
      <p>
        Bookings are imported at the command line of the server, from a CSV file and a folder of photographs:
      </p>
      <pre className="cb-command">
        <code>casebound import bookings.csv --photos ./photos</code>
      </pre>
      <p>
        What cannot be enrolled is refused one by one with its reason; the rest goes in. Running it again is
        safe.
      </p>
    </section>
  )
}
