import type { Policy } from '../parts/api.ts'
import { RadioField, SelectField, TextField } from '../parts/fields.tsx'
import { orderOf, withOrder } from './order-fields.ts'
import type { StepProps } from './step-props.ts'
import type { Faults } from './steps.ts'

type WithFaults = StepProps & { faults: Faults }

/** What the request stands on beside the case: emergency, statute, orders, the length of the list. */
export function AuthorityFields(props: WithFaults) {
  return (
    <>
      <Emergency {...props} />
      <Statute {...props} />
      {props.policy.orderKinds.map((kind) => (
        <OrderFields key={kind.code} {...props} kind={kind} />
      ))}
      <ListLength {...props} />
    </>
  )
}

function Emergency({ policy, draft: { form, set } }: WithFaults) {
  if (!policy.emergencies) return null
  return (
    <RadioField
      id="emergency"
      label="Is this an emergency?"
      hint="An imminent threat to life. It becomes public that one was claimed, and somebody else decides on it afterwards."
      value={form.emergency}
      onChange={set('emergency')}
      choices={[
        { code: 'no', title: 'No' },
        { code: 'yes', title: 'Yes' },
      ]}
    />
  )
}

/** Where the policy lists statutes of the offence one is chosen, elsewhere it may be written. */
function Statute({ policy, draft: { form, set } }: WithFaults) {
  const listed = statutesOf(policy, form.crime)
  const shared = { id: 'statute', value: form.statute, onChange: set('statute') }
  if (listed.length > 0)
    return (
      <SelectField
        {...shared}
        label="Statute"
        hint={`The statutes that ${policy.title} lists for this offence.`}
        choices={listed.map((statute) => ({ code: statute, title: statute }))}
      />
    )
  return (
    <TextField
      {...shared}
      label="Statute (optional)"
      hint="For example: Penal Code 211. Sealed in the log; shown to whoever approves, and on the lead sheet."
    />
  )
}

const statutesOf = (policy: Policy, crime: string): readonly string[] =>
  policy.statutes.find((listed) => listed.crime === crime)?.statutes ?? []

const orderFields = [
  { name: 'number', label: 'Number', type: 'text' },
  { name: 'issuedBy', label: 'Court or authority that gave it', type: 'text' },
  { name: 'issuedOn', label: 'Given on', type: 'date' },
  { name: 'validTo', label: 'In force to, the day included', type: 'date' },
] as const

function OrderFields({
  policy,
  draft: { form, set },
  faults,
  kind,
}: WithFaults & { kind: Policy['orderKinds'][number] }) {
  const order = orderOf(form.orders, kind.code)
  return (
    <fieldset className="usa-fieldset cb-order" aria-describedby={`order-${kind.code}-hint`}>
      <legend className="usa-label">{kind.title}</legend>
      <span id={`order-${kind.code}-hint`} className="usa-hint">
        {policy.title} asks for it. Leave all four empty where there is none: the policy then says what it
        decides without.
      </span>
      {faults.orders === undefined ? null : (
        <span role="alert" id="orders" tabIndex={-1} className="usa-error-message">
          {faults.orders}
        </span>
      )}
      {orderFields.map(({ name, label, type }) => (
        <TextField
          key={name}
          id={`order-${kind.code}-${name}`}
          label={label}
          type={type}
          value={order[name]}
          onChange={(value) => set('orders')(withOrder(form.orders, { ...order, [name]: value }))}
        />
      ))}
    </fieldset>
  )
}

function ListLength({ policy, draft: { form, set }, faults }: WithFaults) {
  const { candidatesMin, candidatesDefault, candidatesMax } = policy
  return (
    <TextField
      id="candidateLimit"
      label="Most candidates (optional)"
      hint={`Left empty, ${candidatesDefault}. The policy allows from ${candidatesMin} to ${candidatesMax}.`}
      error={faults.candidateLimit}
      value={form.candidateLimit}
      onChange={set('candidateLimit')}
    />
  )
}
