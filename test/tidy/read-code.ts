import ts from 'typescript'

/** A place in a file, as an editor opens it. */
export type Finding = { readonly at: string; readonly what: string }

export type CodeFunction = {
  readonly name: string
  readonly at: string
  readonly lines: number
  readonly parameters: number
  /** The call that takes this function as an argument, e.g. `describe`. */
  readonly givenTo: string | undefined
}

export type Code = {
  readonly functions: readonly CodeFunction[]
  /** What the house rules forbid in any file: `any`, `!`, enums, default exports, namespaces, stopped tests. */
  readonly barred: readonly Finding[]
  /** Names that this file declares or uses as members. */
  readonly names: readonly Finding[]
  /** Words that somebody may read: string literals, template texts and JSX texts. */
  readonly words: readonly Finding[]
}

type Gathered = { functions: CodeFunction[]; barred: Finding[]; names: Finding[]; words: Finding[] }

/** Parses one file and gathers what the house rules speak of. */
export function readCode(path: string, text: string): Code {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  const gathered: Gathered = { functions: [], barred: [], names: [], words: [] }
  const visit = (node: ts.Node): void => {
    const at = `${path}:${lineOf(file, node.getStart(file))}`
    const what = barredAs(node)
    if (what !== undefined) gathered.barred.push({ at, what })
    if (ts.isIdentifier(node)) gathered.names.push({ at, what: node.text })
    const words = wordsOf(node)
    if (words !== undefined) gathered.words.push({ at, what: words })
    if (ts.isFunctionLike(node) && 'body' in node && node.body)
      gathered.functions.push(functionAt(node, file))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return gathered
}

const lineOf = (file: ts.SourceFile, position: number): number =>
  file.getLineAndCharacterOfPosition(position).line + 1

function functionAt(node: ts.SignatureDeclaration, file: ts.SourceFile): CodeFunction {
  const start = lineOf(file, node.getStart(file))
  const parent = node.parent
  const own = node.name?.getText(file)
  const held = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined
  return {
    name: own ?? held?.getText(file) ?? (ts.isConstructorDeclaration(node) ? 'constructor' : 'a function'),
    at: `${file.fileName}:${start}`,
    lines: lineOf(file, node.getEnd()) - start + 1,
    parameters: node.parameters.length,
    givenTo: ts.isCallExpression(parent) ? parent.expression.getText(file) : undefined,
  }
}

const stopped = new Set(['only', 'skip', 'todo'])
const suites = new Set(['it', 'test', 'describe'])

function barredAs(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any'
  if (ts.isNonNullExpression(node)) return 'a non-null assertion'
  if (ts.isEnumDeclaration(node)) return 'an enum'
  if (ts.isModuleDeclaration(node)) return 'a namespace'
  if (ts.isExportAssignment(node) || isDefaultExport(node)) return 'a default export'
  if (ts.isPropertyAccessExpression(node) && stopped.has(node.name.text) && isSuite(node.expression)) {
    return `a test with .${node.name.text}`
  }
  return undefined
}

const isSuite = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && suites.has(node.text)) ||
  (ts.isPropertyAccessExpression(node) && isSuite(node.expression))

const isDefaultExport = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)

function wordsOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text.trim() === '' ? undefined : node.text
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text
  if (!ts.isStringLiteralLike(node)) return undefined
  const { parent } = node
  const namesModule = ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)
  const styles = ts.isJsxAttribute(parent) && parent.name.getText() === 'className'
  return namesModule || styles ? undefined : node.text
}

/** The lines of a door that do not list names one by one. */
export function looseDoorLines(path: string, text: string): readonly Finding[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return file.statements
    .filter((statement) => {
      const listsNames =
        ts.isExportDeclaration(statement) &&
        statement.moduleSpecifier !== undefined &&
        statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause)
      return !listsNames
    })
    .map((statement) => ({
      at: `${path}:${lineOf(file, statement.getStart(file))}`,
      what: 'a line that does not list names from a file of the room',
    }))
}
