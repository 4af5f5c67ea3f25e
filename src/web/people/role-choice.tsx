import { Checkbox } from '@trussworks/react-uswds'
import { barredWords } from './barred-words.ts'

export type RoleTable = {
  readonly roles: readonly string[]
  readonly barredPairs: readonly { readonly pair: readonly string[]; readonly why: string }[]
}

type Props = RoleTable & {
  readonly prefix: string
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Roles to tick; a pair that must not meet is said at once. */
export function RoleChoice({ prefix, roles, barredPairs, chosen, onChange }: Props) {
  const barred = barredWords(barredPairs, chosen)
  return (
    <fieldset className="usa-fieldset margin-top-2">
      <legend className="usa-label">Roles</legend>
      <div className="cb-choice">
        {roles.map((role) => (
          <Checkbox
            key={role}
            id={`${prefix}-${role}`}
            name={`${prefix}-roles`}
            label={role}
            checked={chosen.includes(role)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
            }
          />
        ))}
      </div>
      <p role="status" className={barred === '' ? undefined : 'usa-error-message'}>
        {barred}
      </p>
    </fieldset>
  )
}
