plan-kiker = Plan
