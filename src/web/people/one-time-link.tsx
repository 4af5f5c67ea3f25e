import { Alert, Button } from '@trussworks/react-uswds'

export type OneTimeLinkOf = { readonly login: string; readonly token: string; readonly validHours: number }

/** A link that is shown once, to be handed over by a way that the agency trusts. */
export function OneTimeLink({ link, onDone }: { link: OneTimeLinkOf; onDone: () => void }) {
  return (
    <Alert type="success" headingLevel="h2" heading={`One-time link for ${link.login}`} role="status">
      Good once, for {link.validHours} hours, and shown only now. Hand it over yourself; whoever opens it sets
      the factors of this account.
      <p>
        <code className="cb-seed">{`${window.location.origin}/sign-in#token=${link.token}`}</code>
      </p>
      <Button type="button" outline onClick={onDone}>
        It is handed over
      </Button>
    </Alert>
  )
}
