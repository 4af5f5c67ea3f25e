import { useEffect, useRef, useState } from 'react'
import { ConcludeConfirm } from './conclude-confirm.tsx'
import { ConcludeFill } from './conclude-fill.tsx'
import type { ConcludeProps } from './conclude-props.ts'

/** The conclusion, in two steps: say it with its reason, then read it once more and seal it. */
export function ConcludePanel(props: ConcludeProps) {
  const [confirming, setConfirming] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  // Each step takes the focus, also when it is reached by a key.
  useEffect(() => {
    if (confirming || title.current !== null) title.current?.focus()
  }, [confirming])
  return (
    <section className="cb-side" aria-labelledby="conclude-title">
      <h2 id="conclude-title" ref={title} tabIndex={-1} className="cb-side-title">
        {confirming ? 'Seal this conclusion?' : 'Conclude'}
      </h2>
      {confirming ? (
        <ConcludeConfirm {...props} onBack={() => setConfirming(false)} />
      ) : (
        <ConcludeFill {...props} onFilled={() => setConfirming(true)} />
      )}
    </section>
  )
}
