import { useState } from 'react'
import { type AnalysisNotes, noAnalysis } from './analysis-notes.ts'

const placeOf = (searchId: string) => `casebound.analysis.${searchId}`

/** The analysis of one probe while it is written; going to the bench and back keeps it, sealing or closing the tab forgets it. */
export function useAnalysisNotes(searchId: string) {
  const [notes, setNotes] = useState<AnalysisNotes>(() => recall(searchId))
  const change = (part: Partial<AnalysisNotes>) =>
    setNotes((before) => {
      const after = { ...before, ...part }
      window.sessionStorage.setItem(placeOf(searchId), JSON.stringify(after))
      return after
    })
  return { notes, change, forget: () => window.sessionStorage.removeItem(placeOf(searchId)) }
}

function recall(searchId: string): AnalysisNotes {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(placeOf(searchId)) ?? '{}')
    // Only this page writes there, and the server checks what is sealed; what is missing is taken as not said.
    return typeof value === 'object' && value !== null ? { ...noAnalysis, ...value } : noAnalysis
  } catch {
    return noAnalysis
  }
}
