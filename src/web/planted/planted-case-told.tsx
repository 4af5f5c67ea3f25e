import { Link } from 'react-router'
import type { PlantedCase } from '../parts/api.ts'
import { caseWords, wrongWords } from './planted-words.ts'

/** What was true of a planted case, told only now that it is sealed. */
export function PlantedCaseTold({ told }: { told: PlantedCase }) {
  const { mate, mateLetter, othersSupported } = told
  return (
    <section className="cb-prose">
      <h2>This was a planted case</h2>
      <p>
        No search was behind it: a program drew everybody whom you saw, and none of them exists. Your agency
        plants such cases to measure how often the right person is missed. It ends here, nobody examines it
        after you, and no count of searches holds it.
      </p>
      <ul>
        <li>{caseWords(mate, mateLetter)}</li>
        {othersSupported.length > 0 ? <li>{wrongWords(othersSupported)}</li> : null}
      </ul>
      <p>
        <Link to="/planted">Your error rates</Link>
      </p>
    </section>
  )
}
