import { useEffect, useState } from 'react'

/** A link that saves a file which this page holds; the browser keeps it only as long as the link stands here. */
export function SaveFile({ name, file }: { name: string; file: Blob }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (url === undefined) return null
  return (
    <a href={url} download={name}>
      Save {name} ({Math.max(1, Math.ceil(file.size / 1024)).toLocaleString('en-US')} KiB)
    </a>
  )
}
