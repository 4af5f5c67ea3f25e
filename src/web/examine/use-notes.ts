import { useState } from 'react'
import { type FeatureNote, type Notes, noteDown } from './notes.ts'

const placeOf = (searchId: string) => `casebound.notes.${searchId}`

/** The notes of one examination; a reload of the page keeps them, sealing or closing the tab forgets them. */
export function useNotes(searchId: string) {
  const [all, setAll] = useState<Notes>(() => recallNotes(searchId))
  const note = (letter: string, change: { feature: string } & Partial<FeatureNote>) => {
    setAll((before) => {
      const after = noteDown(before, letter, change)
      window.sessionStorage.setItem(placeOf(searchId), JSON.stringify(after))
      return after
    })
  }
  return { all, note, forget: () => window.sessionStorage.removeItem(placeOf(searchId)) }
}

export type NotesOfSearch = ReturnType<typeof useNotes>

function recallNotes(searchId: string): Notes {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(placeOf(searchId)) ?? '{}')
    // Only this page writes there, and the server parses what is sealed; the wrong shape is simply dropped.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Notes) : {}
  } catch {
    return {}
  }
}
