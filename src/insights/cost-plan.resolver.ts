// The planner's query.
import { Arg, Float, Query, Resolver } from "type-graphql";
import type { Calculated } from "../domain/cost-plan.ts";
import type { CostPlanner } from "./cost-planner.ts";
import { CostPlanType, type CalculatedMoneyType } from "./cost-plan.type.ts";
import { euro } from "./cost-statistics.resolver.ts";

@Resolver()
export class CostPlanResolver {
  readonly #planner: CostPlanner;
  constructor(planner: CostPlanner) {
    this.#planner = planner;
  }

  @Query(() => CostPlanType, {
    description: "Wie viele Stellen und welchen Kostenrahmen eine Planung braucht, nach vergleichbaren Beispielen",
  })
  planCosts(
    @Arg("participants", () => Float, { description: "gleichzeitig Teilnehmende, 1 bis 100.000" }) participants: number,
    @Arg("months", () => Float, { description: "0,25 bis 600" }) months: number,
    @Arg("clientsPerStaff", () => Float, { nullable: true, description: "Personen je Stelle, 1 bis 10.000" })
    clientsPerStaff: number | null,
    @Arg("targetGroups", () => [String], { nullable: true, description: "Kurznamen; engere zählen mit" })
    targetGroups: string[] | null,
    @Arg("instruments", () => [String], { nullable: true, description: "Kurznamen" }) instruments: string[] | null,
    @Arg("legalBases", () => [String], { nullable: true, description: "Zitate, z. B. „§ 45 SGB III“" })
    legalBases: string[] | null,
  ): CostPlanType {
    const plan = this.#planner.plan({
      participants,
      months,
      clientsPerStaff: clientsPerStaff ?? null,
      targetGroups: targetGroups ?? [],
      instruments: instruments ?? [],
      legalBases: legalBases ?? [],
    });
    const { costs } = plan;
    return {
      ...plan,
      costs: costs && { ...costs, lower: money(costs.lower), median: money(costs.median), upper: money(costs.upper) },
    };
  }
}

const money = ({ value, formula }: Calculated): CalculatedMoneyType => ({ value: euro(value), formula });
