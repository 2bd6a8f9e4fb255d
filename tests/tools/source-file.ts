import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One import, re-export or dynamic import. */
export interface Arrow {
  /** A path from the project's root for relative imports, otherwise the package as written. */
  target: string
  isPackage: boolean
  typeOnly: boolean
}

export interface SourceFile {
  /** From the project's root, with slashes. */
  path: string
  lines: number
  arrows: readonly Arrow[]
  /** Names the file uses without declaring them. */
  globals: ReadonlySet<string>
  /** Members taken of a plain name, and theirs: `Math.random`, `browser.runtime`, `browser.runtime.connect`. */
  members: ReadonlySet<string>
  /** Constructions without arguments: `new Date`. */
  emptyConstructions: ReadonlySet<string>
  usesAny: boolean
}

interface Node {
  type: string
  [key: string]: unknown
}

const toSlashes = (path: string) => path.split(sep).join('/')

/** Every file below a folder, from the project's root; none where the folder is missing. */
export function filesBelow(folder: string): string[] {
  const path = join(ROOT, folder)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => toSlashes(relative(ROOT, join(entry.parentPath, entry.name))))
    .sort()
}

export const isScript = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith('.d.ts')

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function childrenOf(node: Node): [key: string, child: Node][] {
  return Object.entries(node).flatMap(([key, value]) => {
    const values = Array.isArray(value) ? value : [value]
    return values.filter(isNode).map((child): [string, Node] => [key, child])
  })
}

const nameOf = (value: unknown): string | null =>
  isNode(value) && value.type === 'Identifier' && typeof value.name === 'string' ? value.name : null

/** Names that a pattern (a parameter, the left of a declaration) declares. */
function patternNames(node: Node): string[] {
  const name = nameOf(node)
  if (name !== null) return [name]
  if (node.type === 'AssignmentPattern') return isNode(node.left) ? patternNames(node.left) : []
  const inner = childrenOf(node).filter(([key]) =>
    ['elements', 'properties', 'value', 'argument'].includes(key),
  )
  return inner.flatMap(([, child]) => patternNames(child))
}

/** Where a node declares names: which of its parts are patterns. */
const DECLARING: Record<string, readonly string[]> = {
  VariableDeclarator: ['id'],
  FunctionDeclaration: ['id', 'params'],
  FunctionExpression: ['id', 'params'],
  ArrowFunctionExpression: ['params'],
  ClassDeclaration: ['id'],
  CatchClause: ['param'],
  ImportSpecifier: ['local'],
  ImportDefaultSpecifier: ['local'],
  ImportNamespaceSpecifier: ['local'],
}

/** Whether an identifier below this key only names a member or a property. */
function isMereName(parent: Node, key: string): boolean {
  if (parent.type.startsWith('TS')) return key !== 'expression'
  if (parent.computed === true) return false
  if (key === 'property') return parent.type === 'MemberExpression'
  return key === 'key' || key === 'imported' || key === 'exported' || key === 'label'
}

/** `a.b.c` for the expression of that form, null for any other. */
function chainOf(node: unknown): string | null {
  if (!isNode(node) || node.type !== 'MemberExpression') return nameOf(node)
  const object = chainOf(node.object)
  const property = node.computed === true ? null : nameOf(node.property)
  return object && property && `${object}.${property}`
}

interface Findings {
  declared: Set<string>
  used: Set<string>
  members: Set<string>
  constructions: Set<string>
  usesAny: boolean
}

const createFindings = (): Findings => ({
  declared: new Set(),
  used: new Set(),
  members: new Set(),
  constructions: new Set(),
  usesAny: false,
})

function noteNode(node: Node, found: Findings): void {
  if (node.type === 'TSAnyKeyword') found.usesAny = true
  for (const [key, child] of childrenOf(node)) {
    if (DECLARING[node.type]?.includes(key)) for (const name of patternNames(child)) found.declared.add(name)
    const name = nameOf(child)
    if (name !== null && !isMereName(node, key)) found.used.add(name)
  }
  const chain = node.type === 'MemberExpression' ? chainOf(node) : null
  if (chain !== null) found.members.add(chain)
  const isEmpty = Array.isArray(node.arguments) && node.arguments.length === 0
  const callee = nameOf(node.callee)
  if (node.type === 'NewExpression' && isEmpty && callee) found.constructions.add(`new ${callee}`)
}

function walk(node: Node, found: Findings): void {
  noteNode(node, found)
  for (const [, child] of childrenOf(node)) walk(child, found)
}

function arrowTo(from: string, request: string, typeOnly: boolean): Arrow {
  if (!request.startsWith('.')) return { target: request, isPackage: true, typeOnly }
  const target = toSlashes(relative(ROOT, resolve(ROOT, dirname(from), request)))
  return { target, isPackage: false, typeOnly }
}

type ModuleRecord = ReturnType<typeof parseSync>['module']

function readArrows(path: string, text: string, record: ModuleRecord): Arrow[] {
  const isTyped = (entries: readonly { isType: boolean }[]) =>
    entries.length > 0 && entries.every(entry => entry.isType)
  const imports = record.staticImports.map(each =>
    arrowTo(path, each.moduleRequest.value, isTyped(each.entries)),
  )
  const exports = record.staticExports.flatMap(each =>
    each.entries.flatMap(entry =>
      entry.moduleRequest ? [arrowTo(path, entry.moduleRequest.value, entry.isType)] : [],
    ),
  )
  const dynamic = record.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    arrowTo(path, text.slice(start, end).replace(/^['"`]|['"`]$/g, ''), false),
  )
  return [...imports, ...exports, ...dynamic]
}

/** Reads what a TypeScript file imports and touches. Throws where it does not parse. */
export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { program, module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const found = createFindings()
  if (isNode(program)) walk(program, found)
  return {
    path,
    lines: text.trimEnd().split('\n').length,
    arrows: readArrows(path, text, module),
    globals: found.used.difference(found.declared),
    members: found.members,
    emptyConstructions: found.constructions,
    usesAny: found.usesAny,
  }
}
