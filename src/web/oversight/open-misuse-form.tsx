import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, take } from '../parts/api.ts'
import { LongTextField, SelectField, TextField } from '../parts/fields.tsx'
import { choicesOf, type MisuseSource, sourceTitles } from './misuse-words.ts'
import { OversightForm } from './oversight-form.tsx'

/** Opens a case against an account, which is held from then on. A page that leads here says in the address what it came from. */
export function OpenMisuseForm() {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [login, setLogin] = useState(params.get('login') ?? '')
  const [source, setSource] = useState(params.get('source') ?? '')
  const [words, setWords] = useState('')
  const id = params.get('id')
  const from = source === params.get('source') && id !== null ? { sourceId: id } : {}
  const send = async () => {
    const body = { login, source: source as MisuseSource, words, ...from }
    const opened = await take(api.POST('/api/oversight/misuse', { body }))
    await navigate(`/oversight/misuse/${opened.id}`)
  }
  return (
    <section className="cb-panel" aria-labelledby="open-misuse-title">
      <h2 id="open-misuse-title">Open a case</h2>
      <OversightForm name="Open a case of misuse" button="Open it and hold the account" send={send}>
        <TextField
          id="misuse-login"
          label="Login of the account"
          hint="It searches no more from this moment; the hold can be lifted while the case goes on."
          value={login}
          onChange={setLogin}
        />
        <SelectField
          id="misuse-source"
          label="Where it comes from"
          choices={choicesOf(sourceTitles)}
          value={source}
          onChange={setSource}
        />
        <LongTextField
          id="misuse-words"
          label="What is alleged"
          hint="At least 20 characters. That a case was opened is public in the log; who and why is sealed."
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      </OversightForm>
    </section>
  )
}
