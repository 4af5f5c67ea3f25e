import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { refused } from '../refusal-code.ts'
import { courseFaults } from './check-course.ts'
import { type Course, courseSchema, questionSchema } from './course.ts'
import { loadExercise } from './exercise.ts'
import { readLesson } from './lesson-blocks.ts'

const builtinFolder = fileURLToPath(new URL('../courses', import.meta.url))
const bankSchema = z.strictObject({ questions: z.array(questionSchema).min(1) })

/**
 * Every course in a folder, by code: each a folder with `course.json` and `questions.json`; lessons lie in `lessons/` and may
 * serve several courses. Refuses COURSE_INVALID with every fault found.
 */
export async function loadCourses(folder: string = builtinFolder): Promise<readonly Course[]> {
  const { pictures } = await loadExercise()
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'lessons')
    .map(({ name }) => name)
  const courses = await Promise.all(names.map((name) => loadCourse(folder, name)))
  const known = new Set(Object.keys(pictures))
  for (const course of courses) {
    const faults = courseFaults(course, known)
    if (faults.length > 0) throw invalid(course.code, faults)
  }
  return courses.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

async function loadCourse(folder: string, name: string): Promise<Course> {
  try {
    const course = courseSchema.parse(await readJson(join(folder, name, 'course.json')))
    const { questions } = bankSchema.parse(await readJson(join(folder, name, 'questions.json')))
    const content = await Promise.all(
      course.lessons.map(async (code) => ({
        code,
        ...readLesson(await readFile(join(folder, 'lessons', `${code}.md`), 'utf8')),
      })),
    )
    return { ...course, content, questions }
  } catch (error) {
    throw invalid(name, [error instanceof z.ZodError ? z.prettifyError(error) : String(error)])
  }
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))

const invalid = (course: string, faults: readonly string[]) =>
  refused('COURSE_INVALID', {
    reason: `The course ${course} cannot be used: ${faults.slice(0, 5).join('; ')}.`,
    needed: 'Mend its files; the form is described in src/training/content/course.ts.',
  })

let builtin: Promise<readonly Course[]> | undefined

/** The courses that this program brings along, read and checked once. */
export function theCourses(): Promise<readonly Course[]> {
  builtin ??= loadCourses()
  return builtin
}

/** A course by its code. Refuses COURSE_UNKNOWN. */
export async function courseByCode(code: string): Promise<Course> {
  const courses = await theCourses()
  const course = courses.find((one) => one.code === code)
  if (course) return course
  throw refused('COURSE_UNKNOWN', {
    reason: `There is no course ${code}.`,
    needed: `Choose one of ${courses.map((one) => one.code).join(', ')}.`,
  })
}
