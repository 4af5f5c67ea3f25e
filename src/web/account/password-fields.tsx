import { TextField } from '../parts/fields.tsx'

export type PasswordAndCode = { readonly password: string; readonly code: string }

/** Password and code, as they are asked for at sign-in, at the lock, and before something is revealed. */
export function PasswordFields(props: {
  prefix: string
  given: PasswordAndCode
  onChange: (given: PasswordAndCode) => void
}) {
  const { prefix, given, onChange } = props
  return (
    <>
      <TextField
        {...{
          id: `${prefix}password`,
          label: 'Password',
          type: 'password',
          autoComplete: 'current-password',
        }}
        value={given.password}
        onChange={(password) => onChange({ ...given, password })}
      />
      <TextField
        {...{ id: `${prefix}code`, label: 'Code', autoComplete: 'one-time-code' }}
        hint="Six digits of your authenticator app, or a recovery code"
        value={given.code}
        onChange={(code) => onChange({ ...given, code })}
      />
    </>
  )
}
