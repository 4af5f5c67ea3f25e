/** A child process that takes the pictures it is sent, one at a time, and answers each with its bytes. */
import { type PictureJob, takePicture } from './take-picture.ts'

process.on('message', async (job: PictureJob) => {
  const jpeg = await takePicture(job)
  process.send?.({ file: job.file, jpegBase64: jpeg.toString('base64') })
})
