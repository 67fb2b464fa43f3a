// Published examples, and for the editors other contributions, that may be the same as a draft.
import { In, IsNull, Not, type EntityManager } from "typeorm";
import { ExampleTable, ExampleTargetGroupTable, LegalBasisTable } from "../catalogue/catalogue.entity.ts";
import { lawOf, resolveBases } from "../catalogue/legal-basis.ts";
import { isSameWork, nearTo, reasonsIn, samenessOf, type Candidate, type Sameness } from "../domain/duplicates.ts";
import { formatList } from "../domain/german.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import type { Vocabulary } from "../vocabulary/vocabulary.ts";
import type { Draft } from "./check.ts";
import { ContributionTable, VersionTable, type ContributionRow } from "./contributions.entity.ts";

/** Either a published example or a contribution. */
interface Known extends Candidate {
  example: string | null;
  contribution: string | null;
}
export interface PossibleDuplicate extends Pick<Known, "title" | "organisation" | "example" | "contribution"> {
  reasons: string[];
}

/** What is compared: a contribution, or a draft that is none yet. */
type Subject = Pick<ContributionRow, "organisation" | "example"> & { id: string | null };

/** Of each kind: those looked at closely, and contributions looked at at all, the latest first. */
const CLOSELY = 200;
const CONTRIBUTIONS = 200;
const SHOWN = 10;

/** Those with most reasons first. Three statements for examples, two for contributions, which only editors may be told of. */
export async function duplicatesOf(
  manager: EntityManager,
  row: Subject,
  draft: Draft,
  vocabulary: Vocabulary,
  isEditor: boolean,
): Promise<PossibleDuplicate[]> {
  const own = candidateOf(draft, row.organisation, vocabulary);
  const known = [
    ...(await publishedLike(manager, own, row.example, vocabulary)),
    ...(isEditor ? await contributionsLike(manager, own, row, vocabulary) : []),
  ];
  return known
    .flatMap((other) => {
      const sameness = samenessOf(own, other);
      return sameness ? [{ other, sameness }] : [];
    })
    .toSorted((a, b) => reasonsIn(b.sameness) - reasonsIn(a.sameness) || (a.other.title < b.other.title ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ other: { title, organisation, example, contribution }, sameness }) => ({
      title,
      organisation,
      example,
      contribution,
      reasons: reasonsFor(sameness, vocabulary),
    }));
}

function reasonsFor(sameness: Sameness, { targetGroups, instruments }: Vocabulary): string[] {
  const groups = formatList(sameness.targetGroups.map((slug) => targetGroups.get(slug).label));
  const means = formatList(sameness.instruments.map((slug) => instruments.get(slug).label));
  return [
    ...(sameness.isNearTitle ? ["Der Titel ist fast derselbe."] : []),
    ...(sameness.isSameOrganisation ? ["Es ist dieselbe Organisation."] : []),
    ...(isSameWork(sameness) ? [`Rechtsgrundlage und Zielgruppe sind dieselben: ${means}; ${groups}.`] : []),
  ];
}

function candidateOf(draft: Draft, organisation: string, vocabulary: Vocabulary): Candidate {
  const readable = readableDraft(draft);
  const { targetGroups, legalBases } = readable;
  return {
    title: titleIn(draft),
    organisation,
    targetGroups: targetGroups.filter((slug) => vocabulary.targetGroups.find(slug)),
    instruments: [
      ...new Set(
        resolveBases(legalBases, vocabulary.crosswalk, lawOf(readable, vocabulary.sources)).flatMap(
          (b) => b.provision?.instrument ?? [],
        ),
      ),
    ],
  };
}

const titleIn = ({ title }: Draft) => (typeof title === "string" ? title.slice(0, 200) : "");

async function publishedLike(
  manager: EntityManager,
  own: Candidate,
  except: string | null,
  vocabulary: Vocabulary,
): Promise<Known[]> {
  const all = await manager.find(ExampleTable, { select: { slug: true, title: true, organisation: true } });
  const isNear = nearTo(own.title);
  const others = all.filter(({ slug }) => slug !== except);
  const near = others.filter(({ title }) => isNear(title));
  const looked = [
    ...near,
    ...others.filter((other) => other.organisation === own.organisation && !near.includes(other)),
  ].slice(0, CLOSELY);
  const example = In(looked.map(({ slug }) => slug));
  const groups = await manager.findBy(ExampleTargetGroupTable, { example });
  const bases = await manager.findBy(LegalBasisTable, { example, provision: Not(IsNull()) });
  return looked.map(({ slug, title, organisation }) => ({
    title,
    organisation,
    example: slug,
    contribution: null,
    targetGroups: groups.filter((group) => group.example === slug).map(({ value }) => value),
    instruments: bases
      .filter((basis) => basis.example === slug)
      .flatMap(({ provision }) => vocabulary.provisions.get(provision!).instrument ?? []),
  }));
}

/** Drafts that have not become an example yet; what has is compared as that. */
async function contributionsLike(
  manager: EntityManager,
  own: Candidate,
  { id }: Subject,
  vocabulary: Vocabulary,
): Promise<Known[]> {
  const isNear = nearTo(own.title);
  const rows = await manager.find(ContributionTable, {
    where: {
      ...(id === null ? {} : { id: Not(id) }),
      example: IsNull(),
      state: In(["DRAFT", "SUBMITTED", "CHANGES_REQUESTED"]),
    },
    order: { updatedAt: "DESC", id: "ASC" },
    take: CONTRIBUTIONS,
  });
  const versions = await manager.findBy(VersionTable, { id: In(rows.map(({ current }) => current)) });
  const contents = new Map(versions.map((version) => [version.id, JSON.parse(version.content) as Draft]));
  return rows
    .map((row) => ({ row, draft: contents.get(row.current) ?? {} }))
    .filter(({ row, draft }) => row.organisation === own.organisation || isNear(titleIn(draft)))
    .map(({ row, draft }) => ({
      ...candidateOf(draft, row.organisation, vocabulary),
      example: null,
      contribution: row.id,
    }));
}
