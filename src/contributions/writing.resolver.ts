// Help while writing, computed from the draft when it is asked for; only those who may see the contribution get it.
import { FieldResolver, Resolver, Root } from "type-graphql";
import { qualityOf } from "../domain/quality.ts";
import { readableDraft } from "../domain/readable-draft.ts";
import type { Draft } from "./check.ts";
import { ContributionType } from "./contributions.type.ts";
import { DraftQualityType } from "./writing.type.ts";

@Resolver(() => ContributionType)
export class WritingResolver {
  @FieldResolver(() => DraftQualityType, {
    complexity: 10,
    description: "welche Angaben noch fehlen und was jede davon möglich machte",
  })
  quality(@Root() { content }: ContributionType): DraftQualityType {
    return qualityOf(readableDraft(content as Draft));
  }
}
