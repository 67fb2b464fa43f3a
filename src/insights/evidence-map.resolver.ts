// The query for the evidence map.
import { Arg, Query, Resolver } from "type-graphql";
import { enumOf } from "../platform/enums.ts";
import { PracticeExampleFilterInput } from "../search/search.type.ts";
import { EVIDENCE_DIMENSIONS, type EvidenceDimension, type EvidenceMaps } from "./evidence-map.ts";
import { EvidenceMapType } from "./evidence-map.type.ts";

const EvidenceDimensionEnum = enumOf("EvidenceDimension", EVIDENCE_DIMENSIONS, "Was in Zeilen oder Spalten steht");

@Resolver()
export class EvidenceMapResolver {
  readonly #maps: EvidenceMaps;
  constructor(maps: EvidenceMaps) {
    this.#maps = maps;
  }

  @Query(() => EvidenceMapType, {
    description: "Welche Praxisbeispiele es wofür gibt, wie gut sie belegt sind und wo keine sind",
  })
  evidenceMap(
    @Arg("rows", () => EvidenceDimensionEnum) rows: EvidenceDimension,
    @Arg("columns", () => EvidenceDimensionEnum) columns: EvidenceDimension,
    @Arg("filter", () => PracticeExampleFilterInput, { nullable: true }) filter: PracticeExampleFilterInput | null,
  ): EvidenceMapType {
    return this.#maps.map({ rows, columns, filter });
  }
}
