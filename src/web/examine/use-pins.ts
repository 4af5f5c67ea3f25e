import { useState } from 'react'
import type { Point } from './face-frame.ts'
import { useKept } from './kept.ts'
import type { Side } from './looking.ts'
import { nextNumber, type Pins, putPin, removePin, type SetPin } from './pins.ts'

const none: Pins = {}

/** The pins of one examination, and the one that is being set; kept as the notes are. */
export function usePins(searchId: string) {
  const { value: all, change, forget } = useKept(`casebound.pins.${searchId}`, none)
  const [setting, setSetting] = useState<SetPin>()
  const begin = (letter: string, feature: string): SetPin => {
    const pin = { letter, feature, number: nextNumber(all[letter]) }
    setSetting(pin)
    return pin
  }
  const put = (pin: SetPin, places: Partial<Record<Side, Point>>) => {
    change((before) => putPin(before, pin, places))
    const placed = { ...all[pin.letter]?.find(({ number }) => number === pin.number), ...places }
    setSetting(placed.probe !== undefined && placed.candidate !== undefined ? undefined : pin)
  }
  const remove = (letter: string, number: number) => {
    change((before) => removePin(before, { letter, number }))
    setSetting(undefined)
  }
  return { all, setting, begin, put, remove, done: () => setSetting(undefined), forget }
}

export type PinsOfSearch = ReturnType<typeof usePins>
