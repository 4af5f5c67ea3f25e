import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { plantingQuery } from '../parts/queries.ts'
import { rateWords, settingWords } from './planted-words.ts'

/** What all examiners together said of planted faces, for the dashboard; silent where none were ever planted. */
export function PlantedSummary() {
  const found = useQuery(plantingQuery).data
  if (found === undefined || (found.setting.faces === 0 && found.totals?.answers === 0)) return null
  const { totals, setting, fewestAnswers } = found
  return (
    <section>
      <h2>Errors on planted faces</h2>
      <p>
        {settingWords(setting.faces)}.{' '}
        {totals === undefined
          ? 'There are too few examiners to tell of all together.'
          : `Of ${totals.answers} answers since the beginning ${totals.supported} supported a face of nobody: ${rateWords(totals, fewestAnswers)}.`}{' '}
        <Link to="/planted">Each examiner</Link>
      </p>
    </section>
  )
}
