import { Button } from '@trussworks/react-uswds'

/** Codes that are shown once: to be written down before anything else. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <section aria-labelledby="recovery-title">
      <h2 id="recovery-title">Your recovery codes</h2>
      <p>
        Each is good once, in the place of a code, when your phone is lost. They are shown only now: write
        them down or print this page, and keep them apart from your phone.
      </p>
      <ul className="cb-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="cb-actions">
        <Button type="button" onClick={onKept}>
          I have kept them
        </Button>
        <Button type="button" unstyled onClick={() => window.print()}>
          Print
        </Button>
      </p>
    </section>
  )
}
