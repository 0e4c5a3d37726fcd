/** What of a parsed feature the search for swallowed lines reads; the messages of cucumber have this shape. */
export interface Part {
  readonly keyword: string;
  /** Lines that are neither keyword, step, table nor tag; '' for none. */
  readonly description: string;
  readonly location: { readonly line: number };
}

/** A feature or a rule. */
export interface FramePart extends Part {
  readonly children: readonly Child[];
}

export interface ScenarioPart extends Part {
  readonly name: string;
  readonly steps: readonly unknown[];
  readonly examples: readonly Part[];
}

interface Child {
  readonly background?: Part | undefined;
  readonly scenario?: ScenarioPart | undefined;
  readonly rule?: FramePart | undefined;
}

export interface FeaturePart extends FramePart {
  /** `en`, `ko`: of the line `# language:`. */
  readonly language: string;
}

/** Features, rules and backgrounds: everything with a description but scenarios and their examples. */
export function framesOf(feature: FeaturePart): readonly Part[] {
  const rules = feature.children.flatMap(({ rule }) => rule ?? []);
  return [feature, ...rules, ...childrenOf(feature).flatMap(({ background }) => background ?? [])];
}

/** Scenarios of a feature and of its rules. */
export function scenariosOf(feature: FramePart): readonly ScenarioPart[] {
  return childrenOf(feature).flatMap(({ scenario }) => scenario ?? []);
}

/** Whether a feature or rule has a scenario at all; what has no children holds none. */
export function holdsScenario(part: Part | FramePart): boolean {
  return 'children' in part && childrenOf(part).some(({ scenario }) => scenario !== undefined);
}

function childrenOf({ children }: FramePart): readonly Child[] {
  return children.flatMap((child) => [child, ...(child.rule?.children ?? [])]);
}
