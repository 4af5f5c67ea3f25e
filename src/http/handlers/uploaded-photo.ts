import type { Context } from 'hono'
import { checkPhotoBytes } from '../../face/index.ts'
import { Refused } from '../../kernel/index.ts'

/** The photograph of a multipart body. Refuses BODY_INVALID when there is none, IMAGE_TOO_LARGE past the limit. */
export async function uploadedPhoto(
  context: Context,
): Promise<{ photo: Uint8Array; fields: Record<string, string> }> {
  // Bytes from outside: fields are text or dropped, and only one file is read.
  const body = await context.req.parseBody().catch(() => undefined)
  const photo = body?.photo
  if (!body || !(photo instanceof File)) {
    throw new Refused({
      code: 'BODY_INVALID',
      reason: 'The form has no file in its field "photo".',
      needed: 'Send the image as multipart/form-data in the field "photo".',
    })
  }
  checkPhotoBytes(photo.size)
  const fields = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )
  return { photo: new Uint8Array(await photo.arrayBuffer()), fields }
}
