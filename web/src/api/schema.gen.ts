/** Written by `npm run schemas` from openapi.json: change the service instead of this file. */
export interface paths {
    "/api/v1/controls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Risk objects (enterprises and their units) with the level that answers for each by its colour, and the person.
         *     The levels are a proposal; `policy` says what they rest on.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description company, department, workshop, post, or unknown. */
                    level?: string;
                    /** @description enterprise or unit. */
                    kind?: string;
                    /** @description Identifier of a facility. */
                    facility?: string;
                    /** @description `none`: only those without a person. */
                    person?: string;
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ControlList"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/controls/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says who answers for a risk object from now on. Who did before stays in the store.
         * @description # Errors
         *     400 with every wrong field, 404 for an object that is not there, 503 where the service has no store.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description enterprise or unit */
                    kind: string;
                    /** @description Identifier of the facility or unit */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewResponsible"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ControlRow"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Score by rule, and the rows that fail.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description One rule; all of them if left out. */
                    rule?: string;
                    /** @description Code of the district or town that the row lies in. */
                    district?: string;
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DoctorView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A layer or a result as a file: `.gpkg`, `.geojson`, `.fgb`, `.parquet`, `.csv` or `.xlsx`.
         * @description # Errors
         *     400 for an unknown layer or extension, 404 for a layer without rows.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Layer or result with an extension, such as facilities.gpkg */
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The registry: facilities with grade and flags, worst level first.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Part of the name or the identifier. */
                    q?: string;
                    /** @description Kind, such as `production`. */
                    kind?: string;
                    /** @description Code of a district or town. */
                    district?: string;
                    /** @description Identifier of a park. */
                    park?: string;
                    /** @description `west,south,east,north` in degrees. */
                    bbox?: string;
                    /** @description Level of the worst unit: 1, 2, 3, 4, none or unknown. */
                    level?: string;
                    /** @description Items on a page, 1 to 1000; 50 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_FacilitySummary"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The card of a plant: units, substances, S, R, level, and where each number stands.
         * @description # Errors
         *     404 for a plant that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FacilityCard"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/cards/announcement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The risk announcement card of an enterprise (安全风险公告), a page to be printed.
         * @description # Errors
         *     404 for a facility that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the facility */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/diagnosis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The diagnosis of an enterprise (应急〔2018〕19号): its items with what was answered and what the facts say, the score
         *     as a range as long as something is open, and what it means for the frequencies of the enterprise.
         * @description # Errors
         *     404 for a facility that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the facility */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiagnosisView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Adds answers to the diagnosis of an enterprise. Earlier ones are kept; the last one of an item holds.
         * @description # Errors
         *     400 with every answer that cannot be taken, 404 for a facility that is not there, 503 where the service has no store.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the facility */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAnswers"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiagnosisView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/facilities/{id}/diagnosis/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All answers that were ever given to the diagnosis of an enterprise, the newest first.
         * @description # Errors
         *     404 for a facility that is not there, 503 where the service has no store.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the facility */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerHistory"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fn/{scope}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The F-N curve of what a vessel, facility, park, town, county, pipeline or the city causes.
         * @description # Errors
         *     400 for a scope that is none, 404 for a thing that is not there, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description city, county, town, park, facility, vessel or pipeline */
                    scope: string;
                    /** @description Identifier or code; `all` for the city */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FnView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fn/{scope}/{id}/band": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the F-N curve of a vessel, facility, park, town, county or the city may be off.
         * @description # Errors
         *     As for the curve.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description city, county, town, park, facility or vessel */
                    scope: string;
                    /** @description Identifier or code; `all` for the city */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BandView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The colours of the units of a city.
         * @description # Errors
         *     400 for a parameter that cannot be taken, 409 where the risk is not known, 503 while it is being computed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Name of a ruleset; the one that holds on the day if left out. */
                    ruleset?: string;
                    /** @description Day, `2026-11-28`; today if left out. */
                    date?: string;
                    /** @description Levels with commas: city, county, town, park, enterprise, cell; all but cells if left out. */
                    level?: string;
                    /** @description Colours with commas: red, orange, yellow, blue. */
                    colour?: string;
                    /** @description Only parts of this unit: code of a county or town, or identifier of a park. */
                    within?: string;
                    /** @description `json` or `csv`. */
                    f?: string;
                    /** @description Items on a page, 1 to 1000; 1000 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GradeList"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What another ruleset or day would change, over the same run.
         * @description # Errors
         *     400 for a parameter that cannot be taken, 409 where the risk is not known, 503 while it is being computed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Ruleset before; the one that holds on the day if left out. */
                    old?: string;
                    /** @description Ruleset after; the one that holds on the day if left out. */
                    new?: string;
                    /** @description Day; today if left out. */
                    date?: string;
                    /** @description Day after; that before if left out. */
                    new_date?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Comparison"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades/rulesets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rulesets that are known, with every number and where it comes from.
         * @description # Errors
         *     503 while the city is being loaded.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ruleset"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs whose grades can be compared with: those that were shown since the service started, eight at most. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptRunList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades/{level}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The colour of a city, county, town, park, enterprise or cell, opened: which index decides, which objects, what would
         *     make it better or worse, who causes it, how sure it is. For a unit, facility or district the grades of its
         *     installations (GB 18218).
         * @description # Errors
         *     400 for a level that is none, 404 for a thing that is not there; for a colour 409 where the risk is not known and 503
         *     while it is being computed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Name of a ruleset; the one that holds on the day if left out. */
                    ruleset?: string;
                    /** @description Day, `2026-11-28`; today if left out. */
                    date?: string;
                };
                header?: never;
                path: {
                    /** @description city, county, town, park, enterprise or cell; unit, facility or district for the grades of installations */
                    level: string;
                    /** @description Identifier or code; `all` for the city */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Grade"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grades/{level}/{id}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a unit differs from an earlier run: colours of both, and the change of its expected deaths by cause, without
         *     residue. The present run is graded under the ruleset of today.
         * @description # Errors
         *     400 for a level that is none or that is not kept (cells), 404 for a run or a unit that is not there, 409 where the risk
         *     is not known, 503 while it is being computed.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Name of a run of `/api/v1/grades/runs`; the one before the present one if left out. */
                    since?: string;
                    /** @description Identifiers of plants, with commas, whose facts were wrong before: what changed there is corrected data. */
                    corrected?: string;
                };
                header?: never;
                path: {
                    /** @description city, county, town, park or enterprise */
                    level: string;
                    /** @description Identifier or code; `all` for the city */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChangeView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list of hidden hazards.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Identifier of a facility. */
                    facility?: string;
                    /** @description Code of a county or town. */
                    district?: string;
                    /** @description Level: major, general. */
                    level?: string;
                    /** @description States with commas: reported, registered, rectifying, awaiting_acceptance, closed; `open` for all but closed. */
                    state?: string;
                    /** @description Whether it is overdue: true, false. */
                    overdue?: string;
                    /** @description Level that is responsible by now: enterprise, town, county, city. */
                    responsible?: string;
                    /** @description Level that must act next: enterprise, town, county, city. */
                    actor?: string;
                    /** @description Role that may take the next step, such as county_inspector. */
                    role?: string;
                    /** @description Part of the description, the identifier or the name of the facility. */
                    q?: string;
                    /** @description Day on which it is looked at, `2026-11-28`; today if left out. */
                    date?: string;
                    /** @description Order: `due` (the longest overdue first, major before general), `added` (what adds most first) or `found`. */
                    sort?: string;
                    /** @description Items on a page, 1 to 1000; 50 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_HazardRow"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Reports a hidden hazard (上报). Anybody may.
         * @description # Errors
         *     400 and 422 for what cannot be taken, 403 from a page of another site, 503 where the service has no store.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReportBody"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HazardCard"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list as a table: `hidden-hazards.csv`, with who must act next and what each adds; `/api/v1/export/hidden_hazards.xlsx`
         *     gives the layer as a workbook.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Identifier of a facility. */
                    facility?: string;
                    /** @description Code of a county or town. */
                    district?: string;
                    /** @description Level: major, general. */
                    level?: string;
                    /** @description States with commas: reported, registered, rectifying, awaiting_acceptance, closed; `open` for all but closed. */
                    state?: string;
                    /** @description Whether it is overdue: true, false. */
                    overdue?: string;
                    /** @description Level that is responsible by now: enterprise, town, county, city. */
                    responsible?: string;
                    /** @description Level that must act next: enterprise, town, county, city. */
                    actor?: string;
                    /** @description Role that may take the next step, such as county_inspector. */
                    role?: string;
                    /** @description Part of the description, the identifier or the name of the facility. */
                    q?: string;
                    /** @description Day on which it is looked at, `2026-11-28`; today if left out. */
                    date?: string;
                    /** @description Order: `due` (the longest overdue first, major before general), `added` (what adds most first) or `found`. */
                    sort?: string;
                    /** @description Items on a page, 1 to 1000; 50 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description CSV */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How hidden hazards stand: closed, days, overdue, by level and county.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Identifier of a facility. */
                    facility?: string;
                    /** @description Code of a county or town. */
                    district?: string;
                    /** @description Level: major, general. */
                    level?: string;
                    /** @description States with commas: reported, registered, rectifying, awaiting_acceptance, closed; `open` for all but closed. */
                    state?: string;
                    /** @description Whether it is overdue: true, false. */
                    overdue?: string;
                    /** @description Level that is responsible by now: enterprise, town, county, city. */
                    responsible?: string;
                    /** @description Level that must act next: enterprise, town, county, city. */
                    actor?: string;
                    /** @description Role that may take the next step, such as county_inspector. */
                    role?: string;
                    /** @description Part of the description, the identifier or the name of the facility. */
                    q?: string;
                    /** @description Day on which it is looked at, `2026-11-28`; today if left out. */
                    date?: string;
                    /** @description Order: `due` (the longest overdue first, major before general), `added` (what adds most first) or `found`. */
                    sort?: string;
                    /** @description Items on a page, 1 to 1000; 50 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Statistics"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who must act next, with deadlines, by level; and what went up because it is overdue.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Identifier of a facility. */
                    facility?: string;
                    /** @description Code of a county or town. */
                    district?: string;
                    /** @description Level: major, general. */
                    level?: string;
                    /** @description States with commas: reported, registered, rectifying, awaiting_acceptance, closed; `open` for all but closed. */
                    state?: string;
                    /** @description Whether it is overdue: true, false. */
                    overdue?: string;
                    /** @description Level that is responsible by now: enterprise, town, county, city. */
                    responsible?: string;
                    /** @description Level that must act next: enterprise, town, county, city. */
                    actor?: string;
                    /** @description Role that may take the next step, such as county_inspector. */
                    role?: string;
                    /** @description Part of the description, the identifier or the name of the facility. */
                    q?: string;
                    /** @description Day on which it is looked at, `2026-11-28`; today if left out. */
                    date?: string;
                    /** @description Order: `due` (the longest overdue first, major before general), `added` (what adds most first) or `found`. */
                    sort?: string;
                    /** @description Items on a page, 1 to 1000; 50 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskList"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a form needs: roles, criteria, barriers, policy.
         * @description # Errors
         *     None.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HazardWords"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A hidden hazard with its history, what it takes now, and what it adds.
         * @description # Errors
         *     404 for one that is not there, 503 where the service has no store.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HazardCard"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Takes a step of a hidden hazard.
         * @description # Errors
         *     400 and 422 for what cannot be taken, 403 for a person who may not, 404, 409 where the hazard does not take the step
         *     or was changed in the meantime, 503 where the service has no store.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StepBody"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HazardCard"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/hidden-hazards/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a file to a hidden hazard; what it is, is decided by what it holds.
         * @description # Errors
         *     400 for a form that cannot be taken, 403 for a person who may not, 404, 409 where the hazard is closed or was changed,
         *     413 for too large a file, 422 for one of another kind, 503 where the scanner does not answer or there is no store.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["EvidenceForm"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HazardCard"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hidden-hazards/{id}/evidence/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of a hidden hazard, as a download.
         * @description # Errors
         *     404 for a file that the hazard does not have, 503 where the service has no store.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier */
                    id: string;
                    /** @description SHA-256 of the file, hexadecimal */
                    sha256: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Uploads that are kept here, and the store's own history of imports, the newest first.
         * @description # Errors
         *     400 for a page that cannot be taken, 503 where the service has no store.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportList"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Sends in a file: it is checked, or stored where `dry_run` is false.
         * @description # Errors
         *     400 for a form that cannot be taken, 413 for too large a file, 422 where the file as a whole cannot be
         *     read or more must be told, 429 while too many uploads are kept.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": components["schemas"]["ImportForm"];
                };
            };
            responses: {
                /** @description Checked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                /** @description Stored */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was found last.
         * @description # Errors
         *     404, 410 for an upload that is not kept; 409 for one that was not read whole.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Drops an upload and its files; what was stored stays.
         * @description # Errors
         *     404, 410 for an upload that is not kept.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a stored import changed, or what an upload would change: row by row, with each field before and
         *     after.
         * @description # Errors
         *     404, 410 for an import that is not kept; 409 for an upload that cannot be stored as it is.
         */
        get: {
            parameters: {
                query?: {
                    /** @description One layer; all of them if left out. */
                    layer?: string;
                    /** @description `new` rows or `changed` ones; both if left out. */
                    kind?: string;
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path: {
                    /** @description Identifier of an upload or of a stored import */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportChanges"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads the files again, perhaps in another way; nothing is stored.
         * @description # Errors
         *     As the first check; 409 for what is stored already.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImportOptionsView"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores what was checked; with a body it is read anew in that way.
         * @description # Errors
         *     As the first check; 409 for what is stored already, and where the store changed since the check.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["ImportOptionsView"] | null;
                };
            };
            responses: {
                /** @description Rows have issues; nothing was stored */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                /** @description Stored */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/report.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every issue, as JSON.
         * @description # Errors
         *     404, 410 for an upload that is not kept.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Reports with every issue */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/report.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workbook that goes back to the plant: its table with the wrong cells marked.
         * @description # Errors
         *     404, 410 for an upload that is not kept.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Workbook */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows for the map, with their issues: GeoJSON.
         * @description # Errors
         *     404, 410 for an upload that is not kept.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON feature collection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Layers and the register of hazardous chemicals, with their columns, for a form. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LayerView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/layers/{layer}/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How imports changed one row, the newest first.
         * @description # Errors
         *     404 for a layer or a row that there is not.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path: {
                    layer: string;
                    /** @description Key of the row: its id, or the code of a district */
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RowHistory"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parks/{id}/classification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The classification of a park A to D (应急〔2023〕123号), as far as the guideline is known: its items with what was
         *     answered and what the facts say, the score as a range, the classes that are possible.
         * @description # Errors
         *     404 for a park that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the park */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClassificationView"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Adds answers to the classification of a park. Earlier ones are kept; the last one of an item holds.
         * @description # Errors
         *     400 with every answer that cannot be taken, 404 for a park that is not there, 503 where the service has no store.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the park */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAnswers"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClassificationView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parks/{id}/classification/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All answers that were ever given to the classification of a park, the newest first.
         * @description # Errors
         *     404 for a park that is not there, 503 where the service has no store.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the park */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerHistory"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/assumptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the risk assumes.
         * @description # Errors
         *     503 while the city is being loaded.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskAssumptions"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Individual risk at a point, and who causes it.
         * @description # Errors
         *     400 for a point that is none, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query: {
                    /** @description Longitude, degrees. */
                    lon: number;
                    /** @description Latitude, degrees. */
                    lat: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RiskAt"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/bands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where each contour may lie.
         * @description # Errors
         *     409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON: two MultiPolygons a level, with `per_year`, `band` (`sure`: 95 % of the sets of multipliers reach the level there, `possible`: 5 %) and `share_of_sets` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/contours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contours of individual risk as GeoJSON, one feature a level.
         * @description # Errors
         *     400 for a level that is none, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Levels, 1/yr, with commas between: `3e-7,3e-6`; the limits of GB 36894-2018 if left out. */
                    level?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON: a MultiPolygon a level, with `per_year` and `area_km2` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where expected deaths are caused, and where they are borne.
         * @description # Errors
         *     400 for a level that is none, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `county` or `town`; counties where absent. */
                    level?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Matrix"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/pipelines/{pipeline_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The scenarios of a pipeline with the inputs and outputs of their models.
         * @description # Errors
         *     404 for a pipeline that is not there, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Pipeline */
                    pipeline_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PipelineScenarios"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risk/scenarios/{vessel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The scenarios of a vessel with the inputs and outputs of their models.
         * @description # Errors
         *     404 for a vessel that is not there, 409 where the risk is not known.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Vessel */
                    vessel_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VesselScenarios"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Things by name: names that begin with the text first, shorter names first.
         * @description # Errors
         *     400 for a parameter that cannot be taken.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Part of a name, or an identifier or code. */
                    q?: string;
                    /** @description `facility`, `target`, `park` or `district`; all if left out. */
                    kind?: string;
                    /** @description Items at most, 1 to 1000; 20 if left out. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Hits"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/situations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What changes for whom if plants move. The difference can be had as tiles as well, in the layer of the identifier
         *     (`/tiles/sit-…`), and as features (`/ogc/collections/sit-…`), as long as it is asked for now and then.
         * @description # Errors
         *     400 for a change that cannot be taken, 404 for a plant that is not there.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SituationRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SituationView"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The city at a glance.
         * @description # Errors
         *     503 while the city is being loaded.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Summary"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}/cards/operation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The card of a unit: risk of the post confirmed, and safe operation (岗位安全风险确认和安全操作明白卡), a page to be
         *     printed.
         * @description # Errors
         *     404 for a unit that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier of the unit */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/html": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Findings, the greatest shortfall first; with `basis=individual_risk` a page of `RiskViolation`, with
         *     `basis=overpressure` one of `OverpressureViolation`, the greatest excess first.
         * @description # Errors
         *     400 for a parameter that cannot be taken, 404 for a facility or park that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Facility that has to keep the distance. */
                    facility?: string;
                    /** @description Target or facility that it is measured to. */
                    target?: string;
                    /** @description Code of the district or town of the target. */
                    district?: string;
                    /** @description Code of the town of the target. */
                    town?: string;
                    /** @description Park of the facility. */
                    park?: string;
                    /** @description `distance` (if left out), `individual_risk` or `overpressure`. */
                    basis?: string;
                    /** @description `violation` (if left out), `unknown` or `all`. */
                    verdict?: string;
                    /** @description `west,south,east,north` in degrees: where the segment ends at the target. */
                    bbox?: string;
                    /** @description `json` (if left out) or `geojson`; `Accept: application/geo+json` is as good. */
                    f?: string;
                    /** @description Items on a page, 1 to 1000; 100 if left out. */
                    limit?: number;
                    /** @description Items before the page. */
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Page_Violation"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fonts/{fontstack}/{range}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Glyphs of a range of 256 characters, as signed distance fields.
         * @description # Errors
         *     404 for a font that is not there, 400 for what is no range, 503 for a font whose file is not installed.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Fonts with commas; a character is drawn by the first that has it */
                    fontstack: string;
                    /** @description 0-255 to 65280-65535, with .pbf */
                    range: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Glyphs as MapLibre reads them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-protobuf": unknown;
                    };
                };
                /** @description The viewer has them */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The landing page: where everything is; as a page, the catalogue.
         * @description # Errors
         *     400 for a parameter that is not known, 503 while there is no city.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Links to everything, as JSON or as the catalogue page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every collection.
         * @description # Errors
         *     400 for a parameter that is not known, 503 while there is no city.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Collections with extents, systems of coordinates and links */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One collection.
         * @description # Errors
         *     400 for a parameter that is not known, 404 for a collection that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The collection with its extent, systems of coordinates and links */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Features of a collection, a page at a time.
         * @description # Errors
         *     400 for a parameter that cannot be taken, 404 for a collection that is not there, 503 while the risk is
         *     being computed, 409 where it is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `json` (GeoJSON), `html`, `fgb` or `csv`; `Accept` is as good. */
                    f?: string;
                    /** @description Features on a page, 1 to 10000; 100 if left out. */
                    limit?: number;
                    /** @description Where the page begins: from the link `next` of the page before. */
                    next?: string;
                    /** @description Box of 4 numbers, or 6 with heights, that features meet. */
                    bbox?: string;
                    /** @description System of the box; OGC CRS84 (longitude, latitude) if left out. */
                    "bbox-crs"?: string;
                    /** @description A date, a time, or an interval `2020-01-01/..`; features without a time are always found. */
                    datetime?: string;
                    /** @description System of the answer, as a URI; OGC CRS84 if left out. */
                    crs?: string;
                    /** @description CQL2. */
                    filter?: string;
                    /** @description `cql2-text` (if left out) or `cql2-json`. */
                    "filter-lang"?: string;
                    /** @description System of the geometries in the filter; OGC CRS84 if left out. */
                    "filter-crs"?: string;
                    /** @description Properties by which features are ordered, with commas between: `name,-level`; by identifier if left out. */
                    sortby?: string;
                    /** @description Properties that are wanted, with commas between; all if left out. */
                    properties?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON with links to the next page, a page, FlatGeobuf or CSV */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/items/{feature}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One feature.
         * @description # Errors
         *     400 for a parameter that cannot be taken, 404 for a feature that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                    /** @description System of the answer */
                    crs?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                    /** @description Identifier */
                    feature: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description GeoJSON feature */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/geo+json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/queryables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The properties that filters may name: all there are, and no others.
         * @description # Errors
         *     404 for a collection that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JSON Schema of the properties that filters may name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/schema+json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The properties that features have.
         * @description # Errors
         *     404 for a collection that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JSON Schema of the features */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/schema+json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/sortables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The properties that `sortby` may name.
         * @description # Errors
         *     404 for a collection that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description JSON Schema of the properties that sortby may name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/schema+json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tile sets of a collection.
         * @description # Errors
         *     404 for a collection that is not there or not drawn.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile sets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile set of a collection.
         * @description # Errors
         *     404 for a collection or tile matrix set that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                    /** @description Tile matrix set */
                    set: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile set with the template of its tiles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of a collection.
         * @description # Errors
         *     400 for a tile that is none, 404 for a collection or tile matrix set that is not there, 503 while the risk
         *     is being computed.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Collection */
                    collection: string;
                    /** @description Tile matrix set */
                    set: string;
                    /** @description Zoom */
                    matrix: string;
                    /** @description Row, from the north */
                    row: string;
                    /** @description Column, from the west */
                    column: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nothing is there */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The viewer has it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The classes of the standards that are kept.
         * @description # Errors
         *     400 for a parameter that is not known, 503 while there is no city.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description URIs of conformance classes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All jobs that are kept, the newest first.
         * @description # Errors
         *     503 while there is no city.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Jobs with their states */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a job is.
         * @description # Errors
         *     404 for a job that is not there, or not any more.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Job */
                    job: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description State of the job */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Forgets a job, and stops it within 100 ms.
         * @description # Errors
         *     404 for a job that is not there.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Job */
                    job: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It was dismissed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/jobs/{job}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a job came to: an object with the output by name.
         * @description # Errors
         *     404 for a job that is not there or not done yet; the problem of a job that failed.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Job */
                    job: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Outputs by name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The analyses that can be run.
         * @description # Errors
         *     400 for a parameter that is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Processes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/processes/{process}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a process takes and gives.
         * @description # Errors
         *     404 for a process that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Process */
                    process: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Inputs and outputs with their schemas */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/processes/{process}/execution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a process: at once, or with `Prefer: respond-async` as a job.
         * @description # Errors
         *     400 for inputs that cannot be taken, 404 for a process that is not there, 429 where too much is under way.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description respond-async for a job */
                    Prefer?: string | null;
                };
                path: {
                    /** @description Process */
                    process: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Execute"];
                };
            };
            responses: {
                /** @description The output, or an object with it by name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A job was made; Location says where it is */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/styles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every style.
         * @description # Errors
         *     400 for a parameter that is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Styles with links to their style sheets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/styles/{style}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A style as MapLibre takes it.
         * @description # Errors
         *     404 for a style that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Style */
                    style: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description MapLibre style, version 8 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.mapbox.style+json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tileMatrixSets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the world is cut into tiles.
         * @description # Errors
         *     400 for a parameter that is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile matrix sets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tileMatrixSets/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tile matrix set.
         * @description # Errors
         *     404 for a set that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Tile matrix set */
                    set: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile matrix set (OGC 17-083r4) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tile sets of all layers together.
         * @description # Errors
         *     400 for a parameter that is not known.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile sets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tiles/{set}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile set of all layers together.
         * @description # Errors
         *     404 for a tile matrix set that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description json or html */
                    f?: string;
                };
                header?: never;
                path: {
                    /** @description Tile matrix set */
                    set: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tile set with its layers and the template of its tiles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ogc/tiles/{set}/{matrix}/{row}/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of all layers together.
         * @description # Errors
         *     400 for a tile that is none, 404 for a tile matrix set that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Tile matrix set */
                    set: string;
                    /** @description Zoom */
                    matrix: string;
                    /** @description Row, from the north */
                    row: string;
                    /** @description Column, from the west */
                    column: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nothing is there */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The viewer has it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A city is loaded and can be asked.
         * @description # Errors
         *     503 while the city is being loaded.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ready"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sprites/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A sheet of symbols, or where each lies in it.
         * @description # Errors
         *     404 for a sheet that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description anjie.json, anjie.png, anjie@2x.json, anjie@2x.png */
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Sprites as MapLibre reads them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The viewer has them */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/styles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The map styles.
         * @description # Errors
         *     400 where the request names no host.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The styles */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StyleEntry"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/styles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A style with the addresses of this server in it.
         * @description # Errors
         *     404 for a style that is not there, 400 where the request names no host.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description city.json, county.json, basemap.json, or anjie.json: that of the page */
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description MapLibre style, version 8 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layers}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * TileJSON 3.0 of one layer or several, joined by commas.
         * @description # Errors
         *     404 for a layer that is not there.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Layers, joined by commas */
                    layers: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description TileJSON 3.0 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layers}/{set}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of another tile matrix set: `WorldCRS84Quad`, `CGCS2000Quad` (天地图 c), `CGCS2000MercatorQuad` (天地图 w).
         * @description # Errors
         *     As for [`tile`], and 404 for a set that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description CQL2: only features for which it holds */
                    filter?: string;
                    /** @description cql2-text or cql2-json */
                    "filter-lang"?: string;
                    /** @description Only features that hold then */
                    datetime?: string;
                };
                header?: never;
                path: {
                    /** @description Layers, joined by commas */
                    layers: string;
                    /** @description WebMercatorQuad, WorldCRS84Quad, CGCS2000Quad or CGCS2000MercatorQuad */
                    set: string;
                    /** @description Matrix */
                    z: number;
                    /** @description Column */
                    x: number;
                    /** @description Row, with or without .mvt, .pbf or .mlt */
                    y: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1, or a MapLibre Tile where .mlt or Accept asks for one, in the encoding that is liked best of zstd, br and gzip */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nothing is there */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The viewer has it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not there yet, or it takes too long */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layers}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile: 200 with a strong ETag, 304 for one that the viewer has, 204 for an empty one.
         * @description # Errors
         *     400 for a coordinate that is none or too many layers, 404 for a layer that is not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description CQL2: only features for which it holds */
                    filter?: string;
                    /** @description cql2-text or cql2-json */
                    "filter-lang"?: string;
                    /** @description Only features that hold then */
                    datetime?: string;
                };
                header?: never;
                path: {
                    /** @description Layers, joined by commas */
                    layers: string;
                    /** @description Zoom */
                    z: number;
                    /** @description Column */
                    x: number;
                    /** @description Row, with or without .mvt, .pbf or .mlt */
                    y: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mapbox Vector Tile 2.1, or a MapLibre Tile where .mlt or Accept asks for one, in the encoding that is liked best of zstd, br and gzip */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Nothing is there */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The viewer has it */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description Not there yet, or it takes too long */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One of the actions that a better colour needs. */
        ActionView: {
            /** @description Where it is. */
            at?: number[] | null;
            /**
             * Format: double
             * @description It must come below these decades.
             */
            below_decades: number;
            /**
             * Format: double
             * @description Decades over its line now.
             */
            decades: number;
            /**
             * Format: double
             * @description Its risk must fall by more than this factor.
             */
            factor: number;
            /** @description Identifier; the number of hidden hazards. */
            id: string;
            /** @description Index that it helps. */
            index: string;
            /** @description `target`, `enterprise`, `park`, `mean` or `hidden_hazards`. */
            kind: string;
            /** @description Name. */
            name: string;
        };
        /** @description What was ever answered, the newest first. */
        AnswerHistory: {
            /** @description The form. */
            form: string;
            /** @description The answers. */
            items: components["schemas"]["AnswerView"][];
            /** @description Identifier of the facility or park. */
            subject_id: string;
        };
        /** @description An answer that was given. */
        AnswerView: {
            /** @description When, RFC 3339. */
            answered_at: string;
            /** @description Evidence: a text, or where to find it. */
            evidence: string;
            /** @description Code of the item. */
            item: string;
            /** @description Who answered. */
            person: string;
            /** @description Why it differs from what the facts say, or why it was taken back; empty where neither. */
            reason: string;
            /** @description The answer; null where one was taken back. */
            value?: string | null;
        };
        /** @description One assumption, as it is shown. */
        AssumptionView: {
            /** @description Whether it is what the program assumes unless told otherwise. */
            is_default: boolean;
            /** @description Key in the section `[risk]` of the settings. */
            key: string;
            /** @description English name. */
            name_en: string;
            /** @description Chinese name. */
            name_zh: string;
            /** @description Where it comes from. */
            source: string;
            /** @description The same in English. */
            value_en: string;
            /** @description What is assumed, in Chinese. */
            value_zh: string;
        };
        /** @description A source to be named on the map. */
        Attribution: {
            /** @description What to show. */
            text: string;
            /** @description Where it leads. */
            url?: string | null;
        };
        /** @description How often so many die. */
        BandPoint: {
            /**
             * Format: double
             * @description Deaths, N.
             */
            deaths: number;
            /**
             * Format: double
             * @description 95 % of the sets are below, 1/yr.
             */
            high_per_year: number;
            /**
             * Format: double
             * @description 5 % of the sets are below, 1/yr.
             */
            low_per_year: number;
            /**
             * Format: double
             * @description Half of the sets are below, 1/yr.
             */
            median_per_year: number;
        };
        /** @description The band of an F-N curve. */
        BandView: {
            /** @description What the multipliers are, English. */
            basis_en: string;
            /** @description What the multipliers are, Chinese. */
            basis_zh: string;
            /** @description Identifier or code. */
            id: string;
            /**
             * Format: double
             * @description 95 % of the sets are below.
             */
            pll_high_per_year: number;
            /**
             * Format: double
             * @description Expected deaths a year: 5 % of the sets are below.
             */
            pll_low_per_year: number;
            /**
             * Format: double
             * @description Half of the sets are below.
             */
            pll_median_per_year: number;
            /** @description By rising number of deaths. */
            points: components["schemas"]["BandPoint"][];
            /** @description Run. */
            run: string;
            /** @description Scope. */
            scope: string;
            /**
             * Format: int32
             * @description Sets of multipliers.
             */
            sets: number;
        };
        /** @description A barrier with what it guards. */
        BarrierView: {
            /** @description English name. */
            en: string;
            /**
             * Format: int32
             * @description By which an open hazard multiplies their frequency.
             */
            factor: number;
            /** @description Losses of containment that it guards against. */
            losses: string[];
            /** @description Name. */
            name: string;
        };
        /** @description What a better colour needs. */
        BetterView: {
            /** @description The fewest actions, all of which are needed. */
            actions: components["schemas"]["ActionView"][];
            /** @description The better colour. */
            colour: string;
            /** @description In words. */
            sentence: components["schemas"]["Text"];
        };
        /** @description Counts for one target. */
        ByTarget: {
            /** @description New violations. */
            new: number;
            /** @description Violations that stay. */
            stay: number;
            /** @description Category of GB 36894-2018. */
            target_category?: string | null;
            /** @description Category, Chinese. */
            target_category_zh?: string | null;
            /** @description Target or facility. */
            target_id: string;
            /** @description `target` or `facility`. */
            target_kind: string;
            /** @description Name. */
            target_name: string;
            /** @description Town. */
            town_code?: string | null;
            /** @description Name of the town. */
            town_name?: string | null;
            /** @description Violations that vanish. */
            vanish: number;
        };
        /** @description Counts for one town. */
        ByTown: {
            /** @description Town; null outside of all. */
            code?: string | null;
            /** @description Name of the town. */
            name?: string | null;
            /** @description New violations. */
            new: number;
            /** @description Violations that stay. */
            stay: number;
            /** @description Violations that vanish. */
            vanish: number;
        };
        /** @description One change. */
        Change: {
            /** @description Moves a plant with everything in it. */
            move: components["schemas"]["Move"];
        };
        /** @description How many rows an import changes, or would change. */
        ChangeCounts: {
            /**
             * Format: int64
             * @description Rows that are new.
             */
            added: number;
            /**
             * Format: int64
             * @description Rows that are in the store as they are.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Rows that are new in a layer that held none before: they are counted, and not listed.
             */
            unlisted: number;
            /**
             * Format: int64
             * @description Rows whose values or geometry differ from those in the store.
             */
            updated: number;
        };
        /** @description Why a unit differs from an earlier run. */
        ChangeView: {
            /** @description The colour now under the rules of before, where those are others; null where they are the same. */
            colour_under_former_rules?: string | null;
            /** @description Identifier. */
            id: string;
            /** @description Level. */
            level: string;
            /** @description Now. */
            now: components["schemas"]["InRun"];
            /** @description Its parts, the greatest first; they add up to it to the last digit. */
            parts: components["schemas"]["PartView"][];
            /**
             * Format: double
             * @description Change of the expected deaths, 1/yr.
             */
            pll_change_per_year: number;
            /** @description In a sentence. */
            sentence: components["schemas"]["Text"];
            /** @description Before. */
            since: components["schemas"]["InRun"];
        };
        /** @description A unit that has another colour. */
        ChangedUnit: components["schemas"]["UnitName"] & {
            /** @description Colour after. */
            new_colour: string;
            /** @description Index that decides after. */
            new_decided_by: string;
            /** @description Colour before. */
            old_colour: string;
            /** @description Index that decides before. */
            old_decided_by: string;
        };
        /** @description Explosives of a unit. */
        ChargeView: {
            /** @description How sure classes and equivalents are. */
            confidence: string;
            /** @description Whether some of it counts as TNT for want of an equivalent. */
            equivalent_assumed: boolean;
            /** @description Whether both are lower bounds. */
            is_least: boolean;
            /**
             * Format: double
             * @description Mass of explosives, kg.
             */
            mass_kg: number;
            /** @description Attributes that are missing. */
            missing: string[];
            /**
             * Format: double
             * @description Distance to 2 kPa, the strictest limit, m.
             */
            strictest_distance_m?: number | null;
            /**
             * Format: double
             * @description The same as TNT, kg.
             */
            tnt_kg: number;
            /** @description Unit. */
            unit_id: string;
            /** @description Its name. */
            unit_name: string;
            /**
             * Format: double
             * @description Distance to 9 kPa, the widest limit, m.
             */
            widest_distance_m?: number | null;
        };
        /** @description A class that is possible. */
        ClassView: {
            /** @description A to D. */
            code: string;
            /** @description Name. */
            name: components["schemas"]["Text"];
        };
        /** @description An item of a classification. */
        ClassificationItem: {
            answer?: components["schemas"]["AnswerView"] | null;
            /** @description Code. */
            code: string;
            /** @description Code of its element; that of itself for an element as a whole, empty for class A at once. */
            element: string;
            /** @description Where that comes from: `answer`, `facts` or `unknown`. */
            from: string;
            /**
             * Format: double
             * @description What holds; null where it is unknown.
             */
            in_force?: number | null;
            /** @description `element`, `item` or `direct_a`. */
            kind: string;
            /**
             * Format: double
             * @description Greatest number that can be given.
             */
            most: number;
            /** @description What is to be known of it. */
            note: string;
            proposal?: components["schemas"]["PointsProposal"] | null;
            /** @description The only numbers; empty where any tenth of a point may be. */
            steps: number[];
            /** @description The item. */
            text: components["schemas"]["Text"];
        };
        /** @description A classification with its items. */
        ClassificationView: {
            /** @description Classes that are possible, the worst first; one where it is known. */
            classes: components["schemas"]["ClassView"][];
            /** @description How sure what is known of it is. */
            confidence: string;
            /** @description The document. */
            document: string;
            /** @description By element. */
            elements: components["schemas"]["ElementView"][];
            /** @description Whether it is class A at once; null where nobody answered. */
            is_directly_a?: boolean | null;
            /** @description The items. */
            items: components["schemas"]["ClassificationItem"][];
            /** @description The park. */
            park_id: string;
            /** @description Its name. */
            park_name: string;
            /** @description Score: the worst and the best that it may be. */
            points: components["schemas"]["PointsRange"];
            /** @description In a sentence. */
            sentence: components["schemas"]["Text"];
            /** @description Where that comes from. */
            source: string;
            /** @description Whether the facts are invented. */
            synthetic: boolean;
            /** @description How sure the points in all are. */
            total_confidence: string;
        };
        /** @description A code with its words. */
        Coded: {
            /** @description Code. */
            code: string;
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description What another ruleset or day changes. */
        Comparison: {
            /** @description Units that are better, cells among them. */
            better: number;
            /** @description Units that have another colour; cells are counted, not listed. */
            changed: components["schemas"]["ChangedUnit"][];
            /** @description Cells that have another colour. */
            changed_cells: number;
            /** @description Day before. */
            date: string;
            /** @description Ruleset after. */
            new: string;
            /** @description Day after. */
            new_date: string;
            /** @description Ruleset before. */
            old: string;
            /** @description Units in all. */
            units: number;
            /** @description Units that are worse, cells among them. */
            worse: number;
        };
        /** @description What an outcome of a scenario adds. */
        Contributor: {
            /** @description Facility, or pipeline. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description How sure it is. */
            frequency_confidence: string;
            /**
             * Format: double
             * @description Frequency of the loss of containment, 1/yr; of a pipeline, 1/yr of each metre.
             */
            frequency_per_year: number;
            /** @description Where that stands. */
            frequency_source: string;
            /** @description `facility` or `pipeline`. */
            kind: string;
            /** @description Loss of containment: `instantaneous`, `ten_minutes`, `hole_10_mm`, `rupture` or `leak`. */
            loss: string;
            /** @description Loss of containment, English. */
            loss_en: string;
            /** @description Loss of containment, Chinese. */
            loss_zh: string;
            /** @description What becomes of it. */
            outcome: string;
            /** @description Outcome, English. */
            outcome_en: string;
            /** @description Outcome, Chinese. */
            outcome_zh: string;
            /**
             * Format: double
             * @description What it adds here, 1/yr.
             */
            per_year: number;
            /**
             * Format: double
             * @description Its share of all here, 0 to 1.
             */
            share: number;
            /** @description What it holds. */
            substance: string;
            /** @description What stands for a mixture in the models, English. */
            surrogate_en?: string | null;
            /** @description What stands for a mixture in the models, Chinese. */
            surrogate_zh?: string | null;
            /** @description Vessel, or pipeline. */
            vessel_id: string;
        };
        /** @description Risk objects and who answers for them. */
        ControlList: {
            /** @description Objects of this page: the worst colour first, those of unknown colour last. */
            items: components["schemas"]["ControlRow"][];
            /** @description Greatest number of objects on a page. */
            limit: number;
            /** @description Objects before this page. */
            offset: number;
            /** @description What the levels rest on. */
            policy: components["schemas"]["ControlPolicy"];
            /** @description Objects in all. */
            total: number;
            /** @description Of those, without a person. */
            without_person: number;
        };
        /** @description What the levels rest on. */
        ControlPolicy: {
            /** @description `policy`: it is a choice. */
            confidence: string;
            /** @description Name and version. */
            id: string;
            /** @description Where the levels come from. */
            source: string;
            /** @description Where the colours of units come from. */
            unit_colour_source: string;
        };
        /** @description A risk object. */
        ControlRow: {
            /** @description Address of its card, ready to be printed. */
            card: string;
            /** @description Colour that it is controlled by; null where none is known. */
            colour?: string | null;
            /** @description What the colour comes from. */
            colour_from: components["schemas"]["Text"];
            /** @description Facility that it is, or belongs to. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description Identifier. */
            id: string;
            /** @description `enterprise` or `unit`. */
            kind: string;
            /** @description Code of the level that answers for it; null where the colour is not known. */
            level?: string | null;
            level_name?: components["schemas"]["Text"] | null;
            /** @description Name. */
            name: string;
            responsible?: components["schemas"]["Responsible"] | null;
            supervised_by?: components["schemas"]["Text"] | null;
            /** @description Principle of supervision of an enterprise of this colour, as one province has it (Shandong 2021). */
            supervision?: string | null;
            /** @description Whether it is invented. */
            synthetic: boolean;
        };
        /** @description Rows by layer. */
        Counts: {
            /** @description Districts. */
            districts: number;
            /** @description Facilities. */
            facilities: number;
            /** @description Parks. */
            parks: number;
            /** @description Population cells. */
            population: number;
            /** @description Targets. */
            targets: number;
            /** @description Units. */
            units: number;
            /** @description Vessels. */
            vessels: number;
        };
        /** @description A loss of containment in one weather. */
        CourseView: {
            /**
             * Format: double
             * @description What gets into the air, kg: at once or from the vessel.
             */
            airborne_kg: number;
            /**
             * Format: double
             * @description At which rate, kg/s; null where it is all at once.
             */
            airborne_kg_s?: number | null;
            /**
             * Format: double
             * @description Distance to the lower flammable limit, m; 0 where there is none.
             */
            flammable_m: number;
            /**
             * Format: double
             * @description How far the cloud is a heavy one, 0 to 1.
             */
            heaviness: number;
            /** @description What becomes of it. */
            outcomes: components["schemas"]["OutcomeView"][];
            /**
             * Format: double
             * @description What flows out, kg/s; null where it is all at once.
             */
            outflow_kg_s?: number | null;
            /**
             * Format: double
             * @description What boils off the rest of a sudden release after that, kg.
             */
            pool_airborne_kg: number;
            /**
             * Format: double
             * @description Area of the pool, m².
             */
            pool_m2: number;
            /**
             * Format: double
             * @description What leaves the vessel, kg.
             */
            released_kg: number;
            /**
             * Format: double
             * @description Wind at 10 m, m/s.
             */
            speed_m_s: number;
            /** @description Pasquill class. */
            stability: string;
        };
        /** @description A criterion for major hidden hazards. */
        CriterionView: {
            /** @description Barrier that such a hazard weakens; expert judgement. */
            barrier?: string | null;
            /** @description Clause as it is written into the layer. */
            clause: string;
            /** @description How sure the text is. */
            confidence: string;
            /**
             * Format: int32
             * @description Number.
             */
            no: number;
            /** @description What it says, shortened. */
            text: string;
        };
        /** @description Where a plant comes to lie. */
        Destination: {
            /** @description District. */
            district_code?: string | null;
            /** @description Name of the district. */
            district_name?: string | null;
            /** @description Park. */
            park_id?: string | null;
            /** @description Name of the park. */
            park_name?: string | null;
            /** @description Town. */
            town_code?: string | null;
            /** @description Name of the town. */
            town_name?: string | null;
        };
        /** @description An item of a diagnosis. */
        DiagnosisItem: {
            answer?: components["schemas"]["AnswerView"] | null;
            /** @description Category; empty for a case of red at once. */
            category: string;
            /** @description Code: 1 to 42, R1 to R4 for the cases of red at once. */
            code: string;
            /** @description How sure the row is. */
            confidence: string;
            counted?: components["schemas"]["Text"] | null;
            /** @description Where that comes from: `answer`, `facts` or `unknown`. */
            from: string;
            /**
             * Format: int32
             * @description What holds; null where it is unknown.
             */
            in_force?: number | null;
            /** @description `deduct`, `bonus` or `direct_red`. */
            kind: string;
            /**
             * Format: int32
             * @description Greatest count that can be given.
             */
            most: number;
            /**
             * Format: double
             * @description Points a piece; null for a case of red at once.
             */
            points?: number | null;
            /** @description Project; empty for a case of red at once. */
            project: string;
            proposal?: components["schemas"]["ProposalView"] | null;
            /** @description Where the row comes from. */
            source: string;
            /** @description The item. */
            text: components["schemas"]["Text"];
        };
        /** @description A diagnosis with its items. */
        DiagnosisView: {
            /** @description How sure the rules are. */
            confidence: string;
            /** @description The document. */
            document: string;
            /** @description The facility. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description The items. */
            items: components["schemas"]["DiagnosisItem"][];
            /** @description How it enters frequencies. */
            management: components["schemas"]["ManagementView"];
            /** @description The score by the caps of the other source. */
            other_score: components["schemas"]["ScoreView"];
            /**
             * Format: int32
             * @description Years after which it is done again.
             */
            review_cycle_years: number;
            /** @description The score. */
            score: components["schemas"]["ScoreView"];
            /** @description Where they come from. */
            source: string;
            /** @description Whether the facts are invented. */
            synthetic: boolean;
        };
        /** @description Findings before and after. */
        Difference: {
            /** @description Not before, there after. */
            new: components["schemas"]["Violation"][];
            /** @description There before and after, as after. */
            stay: components["schemas"]["Violation"][];
            /** @description There before, not after. */
            vanish: components["schemas"]["Violation"][];
        };
        /** @description A district by code and name. */
        DistrictName: {
            /** @description Code. */
            code: string;
            /** @description Name. */
            name: string;
        };
        /** @description The health of the data. */
        DoctorView: {
            /** @description Day on which they were examined. */
            examined_on: string;
            /** @description Rows that fail, those that settle most verdicts first. */
            findings: components["schemas"]["Page_FindingView"];
            /** @description Rule by rule, without regard to the filter. */
            rules: components["schemas"]["RuleView"][];
            /** @description Run whose facts were examined. */
            run_id: string;
            /**
             * Format: double
             * @description 0–100, the weighted mean over the rules; null for an empty store.
             */
            score?: number | null;
            /** @description Verdicts that are unknown. */
            unknown_verdicts: number;
        };
        /** @description How many of the runs of doubt give each colour. */
        DoubtView: {
            /**
             * Format: double
             * @description Share by colour.
             */
            blue: number;
            /** @description Whether the colour is firm by the ruleset. */
            firm: boolean;
            /**
             * Format: double
             * @description Share by colour.
             */
            orange: number;
            /**
             * Format: double
             * @description Share by colour.
             */
            red: number;
            /**
             * Format: int32
             * @description Runs.
             */
            runs: number;
            /** @description In words. */
            sentence: components["schemas"]["Text"];
            /**
             * Format: double
             * @description Share by colour.
             */
            yellow: number;
        };
        /** @description What a hazard does to the risk. */
        EffectView: {
            /**
             * Format: double
             * @description Expected deaths a year that it adds: with it less without it, all others as they are; exact.
             */
            added_pll_per_year?: number | null;
            /** @description How sure the factor is. */
            confidence: string;
            /** @description Whether it counts now: from its registration until it is closed. */
            counts: boolean;
            /**
             * Format: int32
             * @description Factor of its barrier; null where the barrier is not in the table, so that its effect is not known.
             */
            factor?: number | null;
            /** @description Frequencies of its facility. */
            frequencies: components["schemas"]["FrequencyView"][];
            why?: components["schemas"]["Text"] | null;
        };
        /** @description An element with its points. */
        ElementView: {
            /** @description Code. */
            code: string;
            /** @description How sure the points of the best case are. */
            confidence: string;
            /**
             * Format: double
             * @description Points of the best case.
             */
            most: number;
            /** @description Name. */
            name: components["schemas"]["Text"];
            /** @description Points that it has. */
            points: components["schemas"]["PointsRange"];
        };
        /** @description An enterprise with its share of the risk of a target. */
        EnterpriseShare: {
            /** @description Identifier. */
            id: string;
            /** @description Name. */
            name: string;
            /**
             * Format: double
             * @description Share.
             */
            share: number;
        };
        /** @description Hazards that went up to a level because they are overdue. */
        Escalated: {
            /** @description Overdue hazards. */
            overdue: number;
            /** @description Level that is responsible. */
            responsible: components["schemas"]["Coded"];
        };
        /** @description A file with who sends it. */
        EvidenceForm: {
            /** @description Name. */
            by_name: string;
            /** @description Where the person works. */
            by_organisation?: string | null;
            /** @description Role. */
            by_role: string;
            /**
             * Format: int64
             * @description Number of entries of the hazard that the person has seen.
             */
            expected_entries: number;
            /**
             * Format: binary
             * @description JPEG, PNG, WebP or PDF by its content, 10 MiB at most.
             */
            file: string;
            /** @description What the person adds. */
            note?: string | null;
        };
        /** @description A file. */
        EvidenceView: {
            /**
             * Format: int64
             * @description Length.
             */
            bytes: number;
            /** @description Where it is. */
            href: string;
            /** @description Media type. */
            media_type: string;
            /** @description Name. */
            name: string;
            /** @description SHA-256. */
            sha256: string;
        };
        /** @description What to run a process with. */
        Execute: {
            /** @description Inputs by name. */
            inputs?: Record<string, never>;
            /** @description Outputs that are wanted; each process has one, which is always given. */
            outputs?: Record<string, never> | null;
            /** @description `raw` (if left out) for the output itself, `document` for an object with it by name. */
            response?: string | null;
        };
        /** @description External safety distance of a facility. */
        ExternalDistance: {
            /** @description Further methods that other units of it have for certain. */
            also: components["schemas"]["MethodName"][];
            /** @description Explosives, by unit. */
            charges: components["schemas"]["ChargeView"][];
            /** @description Standard and clause. */
            clause: string;
            /** @description How sure the choice is. */
            confidence: string;
            /**
             * Format: double
             * @description Σ q/Q of such gases over all units.
             */
            enterprise_sum_q_over_q?: number | null;
            /** @description `consequence`, `qra`, `fixed_distance`, `unknown`, `out_of_scope` or `not_judged`. */
            method: string;
            /** @description Method, English. */
            method_en: string;
            /** @description Method, Chinese. */
            method_zh: string;
            /** @description The standard that speaks of it, where this one does not. */
            own_standard?: string | null;
            /** @description Everything that is missing and could change the method or add one. */
            settle: components["schemas"]["Settle"][];
            /** @description The first attribute that would settle an open method. */
            settle_field?: string | null;
            /** @description Whether the sums are lower bounds. */
            sum_is_least: boolean;
            /**
             * Format: double
             * @description The greatest Σ q/Q of toxic and flammable gases of a unit.
             */
            sum_q_over_q?: number | null;
            /**
             * Format: double
             * @description Σ q/Q of a unit from which risk is assessed; from memory.
             */
            threshold_q_over_q: number;
            /** @description The unit that decides. */
            unit_id?: string | null;
            /** @description What the methods come to. */
            verdicts: components["schemas"]["ExternalVerdict"][];
            /** @description Why, English. */
            why_en: string;
            /** @description Why, Chinese. */
            why_zh: string;
        };
        /** @description What a method comes to. */
        ExternalVerdict: {
            /** @description `overpressure`, `individual_risk`, `societal_risk` or `distance`. */
            basis: string;
            /** @description Standard and clause. */
            clause: string;
            /** @description How sure the limits are. */
            confidence: string;
            /** @description What adds most: the vessel, or the unit from which the distance starts. */
            contributor_id?: string | null;
            /**
             * Format: double
             * @description Its share, 0 to 1, where there are several.
             */
            contributor_share?: number | null;
            /**
             * Format: double
             * @description Decades over the limit at the worst target, or under it where below zero.
             */
            decades_over?: number | null;
            /** @description In a sentence, English. */
            sentence_en: string;
            /** @description In a sentence, Chinese. */
            sentence_zh: string;
            /** @description The worst target. */
            target_id?: string | null;
            /** @description Its name. */
            target_name?: string | null;
            /** @description What could not be judged. */
            unknown: number;
            /** @description `violation`, `alarp`, `unknown`, `kept`, or `computing` as long as the risk is. */
            verdict: string;
            /** @description Violations. */
            violations: number;
        };
        /** @description The card of a facility. */
        FacilityCard: components["schemas"]["FacilitySummary"] & {
            /**
             * Format: double
             * @description α.
             */
            alpha?: number | null;
            /** @description `polygon` or `point`. */
            boundary: string;
            /** @description Date of construction. */
            built_on?: string | null;
            /** @description Design code that governs its distances. */
            design_code?: string | null;
            /** @description Whether that was assumed from its kind. */
            design_code_assumed: boolean;
            /** @description External safety distance by GB/T 37243-2019. */
            external_distance: components["schemas"]["ExternalDistance"];
            /** @description What the tables do not cover here. */
            gaps: components["schemas"]["Text"][];
            /** @description Boundary or point, GeoJSON. */
            geometry: Record<string, never>;
            /**
             * Format: double
             * @description People within 500 m of the boundary.
             */
            people_within_500_m?: number | null;
            /** @description Where the row came from. */
            provenance: components["schemas"]["ProvenanceView"];
            /** @description Units. */
            units: components["schemas"]["UnitView"][];
        };
        /** @description A facility in the registry. */
        FacilitySummary: {
            /** @description District that it lies in. */
            district_code?: string | null;
            /** @description Name of the district. */
            district_name?: string | null;
            /** @description Fire hazard class. */
            fire_class?: string | null;
            /** @description Identifier. */
            id: string;
            /** @description Kind. */
            kind: string;
            /** @description Kind, English. */
            kind_en: string;
            /** @description Kind, Chinese. */
            kind_zh: string;
            /** @description Centre. */
            location: number[];
            /** @description Grade of its worst unit. */
            major_hazard: components["schemas"]["MajorHazard"];
            /** @description Name. */
            name: string;
            /** @description Park that it lies in. */
            park_id?: string | null;
            /** @description Name of the park. */
            park_name?: string | null;
            /** @description Status. */
            status: string;
            /** @description Status, English. */
            status_en: string;
            /** @description Status, Chinese. */
            status_zh: string;
            /** @description Whether it is invented. */
            synthetic: boolean;
            /** @description Town that it lies in. */
            town_code?: string | null;
            /** @description Name of the town. */
            town_name?: string | null;
            /** @description Flags. */
            two_key_one_major: components["schemas"]["FlagsView"];
            /** @description Distances that could not be judged. */
            unknown_verdicts: number;
            /** @description Unified social credit code. */
            uscc?: string | null;
            /** @description Distance violations that start from it. */
            violations: number;
        };
        /** @description What changes in a field. */
        FieldChangeView: {
            /** @description What it is; null where nothing is known. */
            after?: string | null;
            /** @description What it was; null where nothing was known, or the row is new. */
            before?: string | null;
            /** @description Name of the column, or `geometry`, or `rows` for the weather. */
            field: string;
        };
        /** @description One wrong field. */
        FieldError: {
            /** @description What is wrong and what would be right. */
            detail: string;
            /** @description JSON pointer or query parameter. */
            pointer: string;
        };
        /** @description The flags 两重点一重大; null where the facts do not decide. */
        FlagsView: {
            /** @description Has a major hazard installation. */
            major_hazard?: boolean | null;
            /** @description Holds chemicals under key supervision. */
            supervised_chemicals?: boolean | null;
            /** @description Runs processes under key supervision. */
            supervised_processes?: boolean | null;
        };
        /** @description A line of the criterion. */
        FnLine: {
            /** @description English. */
            en: string;
            /** @description Code. */
            name: string;
            /** @description Deaths and frequency, 1/yr. */
            points: number[][];
            /** @description Where it stands, and how sure that is. */
            source: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description A point of a curve. */
        FnPoint: {
            /**
             * Format: double
             * @description Deaths, N.
             */
            deaths: number;
            /**
             * Format: double
             * @description Frequency of N or more, 1/yr.
             */
            per_year: number;
        };
        /** @description An F-N curve with its verdict. */
        FnView: {
            /** @description Clause. */
            clause: string;
            /** @description How sure it is. */
            confidence: string;
            /** @description Identifier or code. */
            id: string;
            /** @description The lines of GB 36894-2018. */
            lines: components["schemas"]["FnLine"][];
            /** @description Name. */
            name: string;
            /**
             * Format: double
             * @description Expected deaths a year that it causes (PLL).
             */
            pll_per_year: number;
            /**
             * @description The steps from one death on, by rising number of deaths. What kills less than one on average counts in the
             *     PLL alone.
             */
            points: components["schemas"]["FnPoint"][];
            /** @description Run. */
            run: string;
            /** @description Scope. */
            scope: string;
            /** @description Whether it is made of invented facts. */
            synthetic: boolean;
            /** @description Pipelines in scope whose risk is not known and not in the curve. */
            unknown_pipelines: number;
            /** @description Vessels in scope whose risk is not known and not in the curve. */
            unknown_vessels: number;
            /** @description `acceptable`, `alarp` or `unacceptable`. */
            verdict: string;
            /** @description English. */
            verdict_en: string;
            /** @description Chinese. */
            verdict_zh: string;
            worst?: components["schemas"]["FnWorst"] | null;
        };
        /** @description Where the curve is worst. */
        FnWorst: {
            /**
             * Format: double
             * @description At so many deaths.
             */
            deaths: number;
            /** @description Against which line. */
            line: string;
            /**
             * Format: double
             * @description Times the line.
             */
            ratio: number;
        };
        /** @description Frequency of a loss of containment that the barrier guards against. */
        FrequencyView: {
            /**
             * Format: double
             * @description Accidents that kill somebody, without hidden hazards, 1/yr.
             */
            base_per_year: number;
            /**
             * Format: int32
             * @description By which they multiply it.
             */
            factor: number;
            /** @description Loss. */
            loss: components["schemas"]["Coded"];
            /**
             * Format: double
             * @description With all open hidden hazards of the facility, 1/yr.
             */
            now_per_year: number;
        };
        /** @description A grade: a colour opened, or that of installations. */
        Grade: components["schemas"]["OpenedView"] | components["schemas"]["Grades"];
        /** @description Grade of a unit before and after. */
        GradeChange: {
            /** @description After. */
            after: components["schemas"]["GradeSide"];
            /** @description Before. */
            before: components["schemas"]["GradeSide"];
            /** @description Facility. */
            facility_id: string;
            /** @description Unit. */
            unit_id: string;
            /** @description Name of the unit. */
            unit_name: string;
        };
        /** @description The colours of a city. */
        GradeList: {
            /** @description The day. */
            date: string;
            /** @description Units of this page. */
            items: components["schemas"]["GradeRow"][];
            /** @description Greatest number of units on a page. */
            limit: number;
            /** @description Units before this page. */
            offset: number;
            /**
             * Format: double
             * @description Expected deaths a year in the city.
             */
            pll_per_year: number;
            /** @description Name of the ruleset. */
            ruleset: string;
            /** @description Run. */
            run: string;
            /** @description Whether it is made of invented facts. */
            synthetic: boolean;
            /** @description Units in all. */
            total: number;
            /** @description Pipelines whose risk is not known and in no sum. */
            unknown_pipelines: number;
        };
        /** @description A unit with its colour. */
        GradeRow: {
            /** @description Where an enterprise stands. */
            at?: number[] | null;
            /** @description Parts in all. */
            children: number;
            /** @description red, orange, yellow, blue. */
            colour: string;
            /** @description Chinese. */
            colour_zh: string;
            /**
             * Format: double
             * @description Share of the runs of doubt with this colour.
             */
            confidence?: number | null;
            /**
             * Format: double
             * @description Its decades over the line; null where it has no number.
             */
            decades?: number | null;
            /** @description The index that decides: IND, SOC, EXP or FLOOR. */
            decided_by: string;
            /** @description Code of a district, identifier of a park or enterprise, `row-column` of a cell; `outside` for land in no district. */
            id: string;
            /** @description `city`, `county`, `town`, `park`, `enterprise` or `cell`. */
            level: string;
            /** @description Name; empty of a cell. */
            name: string;
            /** @description Targets whose category is not known, and which would be over the strictest limit. */
            open_targets: number;
            parent?: components["schemas"]["UnitName"] | null;
            /** @description Park of an enterprise. */
            park_id?: string | null;
            /**
             * Format: double
             * @description People, as a mean of day and night; 0 of an enterprise.
             */
            people: number;
            /**
             * Format: double
             * @description Of those, caused by enterprises; the others by pipelines.
             */
            pll_of_enterprises_per_year: number;
            /**
             * Format: double
             * @description Expected deaths a year: borne in a unit of land, caused by an enterprise. Levels add up to the last digit.
             */
            pll_per_year: number;
            /** @description Red parts: counties of the city, towns of a county, enterprises of a town or park. */
            red_children: number;
            /** @description A sensitive place is over its limit: a red badge, whatever the colour. */
            sensitive_breach: boolean;
            /** @description Vessels of an enterprise whose risk is not known and in no sum. */
            unknown_vessels: number;
        };
        /** @description Grade of a unit on one side of a change. */
        GradeSide: {
            /**
             * Format: double
             * @description α.
             */
            alpha?: number | null;
            /**
             * Format: int32
             * @description Level.
             */
            level?: number | null;
            /**
             * Format: double
             * @description People within 500 m.
             */
            people_within_500_m?: number | null;
            /**
             * Format: double
             * @description R.
             */
            r?: number | null;
            /**
             * Format: double
             * @description S.
             */
            s?: number | null;
            /** @description Verdict. */
            verdict: string;
        };
        /** @description Grade of a unit by GB 18218-2018. */
        GradeView: {
            /**
             * Format: double
             * @description α.
             */
            alpha?: number | null;
            /** @description red, orange, yellow, blue, grey (unknown) or none. */
            colour: string;
            /** @description Least confidence of what it rests on. */
            confidence: string;
            /** @description Substances. */
            items: components["schemas"]["ItemView"][];
            /**
             * Format: int32
             * @description Level 1–4.
             */
            level?: number | null;
            /**
             * Format: double
             * @description R; a lower bound where something is missing.
             */
            r?: number | null;
            /** @description Why it is unknown. */
            reasons: components["schemas"]["Text"][];
            /**
             * Format: double
             * @description S; a lower bound where something is missing.
             */
            s?: number | null;
            /** @description `graded`, `not_major_hazard` or `unknown`. */
            verdict: string;
        };
        /** @description A grade of installations. */
        Grades: {
            /** @description Colour of the grade: red, orange, yellow, blue, grey (unknown) or none. */
            colour: string;
            /** @description What decides, by name: the units with the worst level. */
            decided_by: string[];
            grade?: components["schemas"]["GradeView"] | null;
            /** @description Identifier or code. */
            id: string;
            /** @description Facilities by the level of their worst unit. */
            installations: components["schemas"]["Installations"];
            /** @description `unit`, `facility`, `park` or `district`. */
            level: string;
            /** @description Grade of the worst unit within. */
            major_hazard: components["schemas"]["MajorHazard"];
            /** @description Name. */
            name: string;
        };
        /** @description A hidden hazard with its history. */
        HazardCard: components["schemas"]["HazardRow"] & {
            /** @description Who may approve a later deadline. */
            approvers: components["schemas"]["Coded"][];
            /**
             * Format: int32
             * @description Number of the criterion of 2017.
             */
            criterion?: number | null;
            /** @description What that says, shortened. */
            criterion_text?: string | null;
            /** @description What it does to the risk. */
            effect: components["schemas"]["EffectView"];
            /**
             * Format: int64
             * @description Number of entries: name it with the next step.
             */
            entries: number;
            /** @description Files. */
            evidence: components["schemas"]["EvidenceView"][];
            /**
             * Format: int32
             * @description How often the deadline was moved.
             */
            extensions: number;
            /** @description What happened, the first entry first; empty for one that was imported and not touched since. */
            history: components["schemas"]["HistoryEntry"][];
            /** @description Where the whole log ends. */
            log: components["schemas"]["HeadView"];
            /** @description What is told of a major one (order 16 article 14, from memory). */
            major_report?: Record<string, never> | null;
            /** @description How it is put right (五落实). */
            plan?: Record<string, never> | null;
            /**
             * Format: int32
             * @description How often acceptance was refused.
             */
            returns: number;
            /** @description Steps that it takes now. */
            steps: components["schemas"]["StepChoice"][];
        };
        /** @description A hidden hazard in a list. */
        HazardRow: {
            /**
             * Format: double
             * @description Expected deaths a year that it adds; null as long as the risk is not known.
             */
            added_pll_per_year?: number | null;
            /** @description Barrier that it weakens. */
            barrier?: string | null;
            /** @description Clause that it breaks. */
            clause?: string | null;
            /** @description Day on which it was closed. */
            closed_on?: string | null;
            /** @description What is wrong. */
            description: string;
            /** @description County in which it lies. */
            district_code?: string | null;
            /** @description Its name. */
            district_name?: string | null;
            /** @description Day until which it must be put right. */
            due_on?: string | null;
            /** @description Facility. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description Day on which it was found. */
            found_on: string;
            /** @description Identifier. */
            id: string;
            /** @description Level. */
            level: components["schemas"]["Coded"];
            /** @description Where it is, or its facility. */
            location?: number[] | null;
            next?: components["schemas"]["TaskView"] | null;
            /** @description Who or what found it. */
            source?: string | null;
            /** @description State. */
            state: components["schemas"]["Coded"];
            /** @description Whether it is invented. */
            synthetic: boolean;
            /** @description Town in which it lies. */
            town_code?: string | null;
            /** @description Its name. */
            town_name?: string | null;
        };
        /** @description What a form needs: roles, criteria, barriers, policy. */
        HazardWords: {
            /** @description Barriers with their factors. */
            barriers: components["schemas"]["BarrierView"][];
            /** @description How sure the factors are. */
            barriers_confidence: string;
            /** @description Where the factors come from. */
            barriers_source: string;
            /** @description The 20 criteria of 2017. */
            criteria: components["schemas"]["CriterionView"][];
            /** @description Document of the criteria. */
            document: string;
            /** @description Whether a virus scanner looks at evidence. */
            is_scanned: boolean;
            /**
             * Format: int64
             * @description Greatest size of a file of evidence, bytes.
             */
            most_evidence_bytes: number;
            /** @description Deadlines and escalation: how sure. */
            policy_confidence: string;
            /**
             * Format: int64
             * @description Days until a report must be registered.
             */
            register_within_days: number;
            /** @description Roles. */
            roles: components["schemas"]["RoleView"][];
        };
        /** @description Where the log ends. */
        HeadView: {
            /**
             * Format: int64
             * @description Number of entries.
             */
            entries: number;
            /** @description Hash of the last one. Keep it elsewhere: only that shows a log that was cut together with its head. */
            sha256: string;
        };
        /** @description Whether the service is there. */
        Health: {
            /** @description `ok`. */
            status: string;
            /** @description Version of the program. */
            version: string;
        };
        /** @description An entry of the history. */
        HistoryEntry: {
            /** @description State after. */
            after: components["schemas"]["Coded"];
            /** @description When. */
            at: string;
            before?: components["schemas"]["Coded"] | null;
            by?: components["schemas"]["PersonView"] | null;
            /**
             * Format: int64
             * @description Number among those of the hazard, from 1.
             */
            entry: number;
            /** @description What the person added. */
            note?: string | null;
            /**
             * Format: int64
             * @description Number in the whole log.
             */
            number: number;
            /** @description Hash of the entry before it in the whole log. */
            previous: string;
            /** @description Hash of the entry. */
            sha256: string;
            /** @description What. */
            step: components["schemas"]["Coded"];
            /** @description What it told: the fields of the step. */
            told: Record<string, never>;
        };
        /** @description A thing that was found. */
        Hit: {
            /** @description West, south, east, north. */
            bbox: number[];
            /** @description What it is, English. */
            detail_en: string;
            /** @description What it is, Chinese. */
            detail_zh: string;
            /** @description Identifier or code. */
            id: string;
            /** @description `facility`, `target`, `park` or `district`. */
            kind: string;
            /** @description Where it is. */
            location: number[];
            /** @description Name. */
            name: string;
        };
        /** @description Hits. */
        Hits: {
            /** @description Best first. */
            items: components["schemas"]["Hit"][];
        };
        /** @description What an import changed, or would change. */
        ImportChanges: {
            counts?: components["schemas"]["ChangeCounts"] | null;
            /** @description The import or the upload. */
            id: string;
            /** @description Whether it is stored; else this is what would change. */
            is_stored: boolean;
            /**
             * @description The new and the changed rows, in the order of the file; rows of a layer that was empty before are
             *     not listed.
             */
            rows: components["schemas"]["Page_RowChangeView"];
        };
        /** @description A column of a file. */
        ImportColumn: {
            /**
             * Format: double
             * @description How sure that is, from 0 to 1.
             */
            confidence: number;
            /** @description `exact`, `alias`, `mapping`, `saved_mapping` or `unused`. */
            how: string;
            /** @description The column of the layer that it is read as. */
            ours?: string | null;
            /** @description The first values that differ. */
            samples: string[];
            /** @description The column of the layer that it may be, where it is not read. */
            suggestion?: string | null;
            /** @description Its name in the file. */
            theirs: string;
        };
        /** @description A column of the file, and what was made of it. */
        ImportColumnUse: {
            /**
             * Format: double
             * @description How sure that is, from 0 to 1.
             */
            confidence: number;
            /** @description `exact`, `alias`, `mapping`, `saved_mapping`, `constant` or `unused`. */
            how: string;
            /** @description Our column, where it is used. */
            ours?: string | null;
            /** @description Our column that may be meant, where it is not used. */
            suggestion?: string | null;
            /** @description Name in the file; empty for a constant. */
            theirs: string;
            /** @description Unit that its numbers are read in, where it is another one than ours. */
            unit?: string | null;
        };
        /** @description A coordinate reference system that the file may be in. */
        ImportCrs: {
            /**
             * Format: double
             * @description How likely it is among the choices, from 0 to 1.
             */
            confidence: number;
            /** @description What to give as `crs`. */
            crs: string;
            /** @description What it would mean, from the rows. */
            words: components["schemas"]["Text"];
        };
        /** @description A piece of evidence for a coordinate reference system. */
        ImportEvidence: {
            /** @description The system that it speaks for. */
            speaks_for: string;
            /**
             * Format: double
             * @description How much it weighs.
             */
            weight: number;
            /** @description In words. */
            words: components["schemas"]["Text"];
        };
        /** @description The files of an import and how to read them. */
        ImportForm: {
            /** @description auto, wgs84, cgcs2000, gcj02, bd09 or EPSG:n. */
            crs?: string | null;
            /** @description Whether to check only; true where it is absent. */
            dry_run?: boolean | null;
            /** @description auto, utf-8 or gbk. */
            encoding?: string | null;
            /** @description One file, several that belong together (.shp, .dbf, .shx, .prj, .cpg), or a .zip of them. */
            file: string[];
            /** @description Layer that the rows go to. */
            layer: string;
            /** @description Text of a mapping file, TOML. */
            mapping?: string | null;
            /** @description Sheet or layer of the file. */
            sheet?: string | null;
        };
        /** @description Why a row cannot be taken. */
        ImportIssue: {
            /** @description Cell of a workbook, such as C7. */
            cell?: string | null;
            /** @description Column, or `geometry`. */
            field: string;
            /** @description File. */
            file: string;
            /** @description What to do. */
            fix: string;
            /** @description What to do, in Chinese. */
            fix_zh: string;
            /** @description Sheet or layer. */
            part?: string | null;
            /**
             * Format: int64
             * @description Row; 0 for the file as a whole.
             */
            row: number;
            /** @description The rule that it breaks. */
            rule: string;
            /** @description The rule in Chinese. */
            rule_zh: string;
            /** @description The value as the file has it. */
            value: string;
        };
        /** @description Uploads, and the imports that the store holds. */
        ImportList: {
            /** @description All imports that were ever stored, the newest first. */
            history: components["schemas"]["Page_StoredImport"];
            /** @description Uploads that wait for their decision, and those that were stored and are still kept. */
            items: components["schemas"]["ImportSummary"][];
        };
        /** @description What an import needs before it can go on. */
        ImportNeeds: {
            /** @description The choices: coordinate reference systems, sheets, or layers, the likeliest first. */
            choices: string[];
            /** @description When the upload is dropped. */
            expires_at: string;
            /** @description The upload, which is kept. */
            id: string;
            /** @description The likely coordinate reference systems, the likeliest first. */
            ranked: components["schemas"]["ImportCrs"][];
            /** @description What is missing. */
            state: components["schemas"]["ImportState"];
            /** @description Tables of the file, as far as they can be read. */
            tables: components["schemas"]["ImportTable"][];
            /** @description Why, and what to do. */
            words: components["schemas"]["Text"];
        };
        /** @description Another way to read the files of an upload; what is absent stays. */
        ImportOptionsView: {
            /** @description auto, wgs84, cgcs2000, gcj02, bd09 or EPSG:n. */
            crs?: string | null;
            /** @description auto, utf-8 or gbk. */
            encoding?: string | null;
            /** @description Layer that the rows go to. */
            layer?: string | null;
            /** @description Text of a mapping file, TOML; an empty text for none. */
            mapping?: string | null;
            /** @description Sheet or layer of the file; an empty text for none. */
            sheet?: string | null;
        };
        /** @description What came of a table. */
        ImportReport: {
            /** @description Columns of the file, and what was made of them. */
            columns: components["schemas"]["ImportColumnUse"][];
            /**
             * Format: double
             * @description How sure the coordinate reference system is, from 0 to 1, where it was found out.
             */
            crs_confidence?: number | null;
            /** @description What speaks for it and against it. */
            crs_evidence: components["schemas"]["ImportEvidence"][];
            /** @description Why that one. */
            crs_reason: components["schemas"]["Text"];
            /** @description Coordinate reference system that it was read in. */
            crs_used: string;
            /** @description Encoding that its text was read in. */
            encoding_used?: string | null;
            /** @description File. */
            file: string;
            /** @description Columns that were not used. */
            ignored_columns: string[];
            /** @description The first issues. */
            issues: components["schemas"]["ImportIssue"][];
            /** @description Number of all issues. */
            issues_total: number;
            /** @description Layer. */
            layer: string;
            /** @description The first remarks: how values were understood, what looks odd. */
            notes: components["schemas"]["ImportIssue"][];
            /** @description Number of all remarks. */
            notes_total: number;
            /** @description Sheet or layer of the file, where it has several. */
            part?: string | null;
            /**
             * Format: int64
             * @description Rows.
             */
            rows_read: number;
            /**
             * Format: int64
             * @description Rows with an issue.
             */
            rows_rejected: number;
            /**
             * Format: int64
             * @description Rows without issue.
             */
            rows_taken: number;
            /**
             * Format: int64
             * @description Rows without issue whose key is in the store already.
             */
            rows_updating: number;
        };
        /**
         * @description How far an import is.
         * @enum {string}
         */
        ImportState: "checked" | "rejected" | "stored" | "needs_crs" | "needs_columns" | "needs_sheet" | "needs_layer" | "unreadable";
        /** @description An import in a list. */
        ImportSummary: {
            /** @description When the upload is dropped. */
            expires_at: string;
            /** @description Name of the file. */
            file: string;
            /** @description Its identifier. */
            id: string;
            /** @description Issues. */
            issues: number;
            /** @description Layer that was asked for. */
            layer?: string | null;
            /**
             * Format: int64
             * @description Rows.
             */
            rows: number;
            state?: components["schemas"]["ImportState"] | null;
        };
        /** @description A table of a file. */
        ImportTable: {
            /** @description Its columns. */
            columns: components["schemas"]["ImportColumn"][];
            /** @description Encoding of its text. */
            encoding?: string | null;
            /** @description Layer that its rows go to, or `register`; null where several fit alike, or nothing does. */
            layer?: string | null;
            /** @description Sheet or layer, where the file has several. */
            part?: string | null;
            /**
             * Format: int64
             * @description Its rows.
             */
            rows: number;
        };
        /** @description An import. */
        ImportView: {
            changes?: components["schemas"]["ChangeCounts"] | null;
            /** @description When the upload is dropped. */
            expires_at: string;
            /** @description Name of the file that was opened. */
            file: string;
            /** @description Names of all files. */
            files: string[];
            /** @description Its identifier. */
            id: string;
            /** @description Its identifier in the store's history, once it is stored. */
            import_id?: string | null;
            /** @description Whether the city that is shown has its rows. */
            is_shown: boolean;
            /** @description How it was read. */
            options: components["schemas"]["ImportOptionsView"];
            /** @description Reports, one for each table. */
            reports: components["schemas"]["ImportReport"][];
            /** @description How far it is. */
            state: components["schemas"]["ImportState"];
            /** @description Tables as the file has them. */
            tables: components["schemas"]["ImportTable"][];
        };
        /** @description A unit in a run. */
        InRun: components["schemas"]["KeptRunView"] & {
            /** @description Colour; null where the unit was not there. */
            colour?: string | null;
            /** @description Index that decided it. */
            decided_by?: string | null;
            /**
             * Format: double
             * @description Expected deaths a year.
             */
            pll_per_year: number;
        };
        /** @description An index of a unit. */
        IndexView: {
            /** @description Decades from which it is yellow, orange, red; null of the floor. */
            bands?: number[] | null;
            /** @description IND, SOC, EXP or FLOOR. */
            code: string;
            /** @description Its colour. */
            colour: string;
            /**
             * Format: double
             * @description Decades over its line; null where it has no number.
             */
            decades?: number | null;
            /** @description Whether it has the colour of the unit. */
            decides: boolean;
        };
        /** @description Facilities by the level of their worst unit. */
        Installations: {
            /** @description Level 1. */
            level_1: number;
            /** @description Level 2. */
            level_2: number;
            /** @description Level 3. */
            level_3: number;
            /** @description Level 4. */
            level_4: number;
            /** @description No major hazard installation. */
            not_major_hazard: number;
            /** @description Not decided. */
            unknown: number;
        };
        /** @description One substance in one vessel. */
        ItemView: {
            /**
             * Format: double
             * @description Correction factor β.
             */
            beta?: number | null;
            /**
             * Format: double
             * @description β q / Q.
             */
            beta_q_over_q?: number | null;
            /** @description CAS number. */
            cas?: string | null;
            /** @description Where Q and β stand. */
            clause?: string | null;
            /** @description Confidence of the weaker of the two. */
            confidence?: string | null;
            /**
             * Format: double
             * @description Critical quantity Q, t.
             */
            critical_quantity_t?: number | null;
            /** @description How the substance was found: cas, name, alias or hazard_class. */
            found_by?: string | null;
            /** @description English name. */
            name_en?: string | null;
            /** @description Chinese name. */
            name_zh?: string | null;
            /**
             * Format: double
             * @description q / Q.
             */
            q_over_q?: number | null;
            /**
             * Format: double
             * @description Quantity q, t.
             */
            quantity_t?: number | null;
            /** @description Substance as given. */
            substance?: string | null;
            /** @description Whether it is under key supervision. */
            supervised: boolean;
            /** @description Symbol of its class in table 2. */
            symbol?: string | null;
            /** @description Table that Q stands in. */
            table?: string | null;
            /** @description Vessel. */
            vessel_id?: string | null;
        };
        /** @description Runs that can be compared with, the newest first. */
        KeptRunList: {
            /** @description The runs. */
            items: components["schemas"]["KeptRunView"][];
            /** @description Most that are kept. */
            most: number;
            /** @description What is to be known of them. */
            note: components["schemas"]["Text"];
        };
        /** @description A run that can be compared with. */
        KeptRunView: {
            /** @description The day that it was graded for. */
            date: string;
            /** @description When its grades were made, RFC 3339. */
            made_at: string;
            /** @description The ruleset. */
            ruleset: string;
            /** @description Its name. */
            run: string;
        };
        /** @description A column of a layer, for a form. */
        LayerColumn: {
            /** @description Name. */
            name: string;
            /** @description Whether each row must have it. */
            required: boolean;
            /** @description Unit, where it has one. */
            unit?: string | null;
            /** @description Words that it may hold, where they are a closed vocabulary. */
            words?: components["schemas"]["Word"][] | null;
            /** @description Chinese names that are understood, the usual one first. */
            zh: string[];
        };
        /** @description A layer, for a form. */
        LayerView: {
            /** @description Its columns. */
            columns: components["schemas"]["LayerColumn"][];
            /** @description Geometry of its rows, in words. */
            geometry: string;
            /** @description Name. */
            name: string;
            /** @description Whether a row needs a place. */
            needs_place: boolean;
            /** @description Chinese name. */
            zh: string;
        };
        /** @description Limits of a class of targets. */
        Limit: {
            /** @description `first`, `second` or `third`. */
            class: string;
            /** @description Class, English. */
            class_en: string;
            /** @description Class, Chinese. */
            class_zh: string;
            /** @description Clause. */
            clause: string;
            /** @description How sure it is. */
            confidence: string;
            /**
             * Format: double
             * @description For installations in service, 1/yr.
             */
            in_service_per_year: number;
            /**
             * Format: double
             * @description For new installations, 1/yr.
             */
            new_per_year: number;
        };
        /** @description Grade of a facility: its worst unit. */
        MajorHazard: {
            /** @description red, orange, yellow, blue, grey or none. */
            colour: string;
            /**
             * Format: int32
             * @description Level 1–4.
             */
            level?: number | null;
            /** @description Why it is unknown. */
            reasons: components["schemas"]["Text"][];
            /** @description `graded`, `not_major_hazard` or `unknown`. */
            verdict: string;
        };
        /** @description How the score enters frequencies. */
        ManagementView: {
            /**
             * Format: double
             * @description Of those, what its management adds (below zero where it saves some).
             */
            added_pll_per_year?: number | null;
            /** @description Colour of the enterprise on the map, in those grades; null where it has none. */
            colour_in_grades?: string | null;
            /**
             * Format: double
             * @description The factor by the answers of now; 1 where too much is open.
             */
            factor: number;
            /**
             * Format: double
             * @description The factor in the grades that are shown; null while they are being made.
             */
            factor_in_grades?: number | null;
            /**
             * Format: double
             * @description Deaths a year that the enterprise causes, in those grades.
             */
            pll_per_year?: number | null;
            /**
             * Format: double
             * @description The score that was taken.
             */
            points?: number | null;
            /** @description In a sentence. */
            sentence: components["schemas"]["Text"];
            /** @description `known`, `nearly_known`, `open` or `direct_red`. */
            why: string;
        };
        /** @description Expected deaths a year by where they are caused and where they are borne. */
        Matrix: {
            /** @description The pairs with any, by codes. */
            cells: components["schemas"]["MatrixCell"][];
            /** @description `county` or `town`. */
            level: string;
            /** @description The districts with any, by code. */
            places: components["schemas"]["MatrixPlace"][];
            /**
             * Format: double
             * @description Of the city: the sum of all cells.
             */
            pll_per_year: number;
            /** @description Run. */
            run: string;
            /** @description Whether it is made of invented facts. */
            synthetic: boolean;
            /** @description Vessels whose risk is not known and not in the sums. */
            unknown_vessels: number;
        };
        /** @description What one district causes in another. */
        MatrixCell: {
            /** @description Code of the district of the people. */
            borne_in?: string | null;
            /** @description Code of the district of the plants, or `pipelines`. */
            caused_in?: string | null;
            /**
             * Format: double
             * @description Expected deaths a year.
             */
            per_year: number;
        };
        /** @description A district with its sums. */
        MatrixPlace: {
            /**
             * Format: double
             * @description Expected deaths a year that are borne there.
             */
            borne_per_year: number;
            /**
             * Format: double
             * @description Expected deaths a year that are caused there.
             */
            caused_per_year: number;
            /** @description Code; null for places in no district, `pipelines` for what pipelines cause. */
            code?: string | null;
            /** @description Name. */
            name?: string | null;
        };
        /** @description A method by its code and names. */
        MethodName: {
            /** @description `consequence`, `qra` or `fixed_distance`. */
            method: string;
            /** @description English. */
            method_en: string;
            /** @description Chinese. */
            method_zh: string;
        };
        /** @description A move. */
        Move: {
            /** @description Plant. */
            facility_id: string;
            /** @description Where the centre of its boundary comes to lie. */
            to: number[];
        };
        /** @description An answer to be added. */
        NewAnswer: {
            /** @description Evidence; needed with a value. */
            evidence?: string;
            /** @description Code of the item. */
            item: string;
            /** @description Why it differs from what the facts say; needed where it does. */
            reason?: string;
            /**
             * Format: double
             * @description The number: a count, points, or 1 for yes and 0 for no. Null takes an answer back.
             */
            value?: number | null;
        };
        /** @description Answers to be added. */
        NewAnswers: {
            /** @description The answers, 1 to 100. */
            answers: components["schemas"]["NewAnswer"][];
            /** @description Who answers. */
            person: string;
        };
        /** @description Who is to answer for a risk object from now on. */
        NewResponsible: {
            /** @description Name of who answers for the object. */
            name: string;
            /** @description Who enters it. */
            person: string;
            /** @description Telephone. */
            phone?: string;
            /** @description Post. */
            post?: string;
        };
        /** @description A target, enterprise or park that counts for a colour. */
        ObjectView: {
            /** @description Where it is. */
            at?: number[] | null;
            /** @description Who adds most to a target, with shares. */
            by_enterprise: components["schemas"]["EnterpriseShare"][];
            /** @description Colour that its decades have. */
            colour: string;
            /**
             * Format: double
             * @description Decades over its line.
             */
            decades: number;
            /** @description Identifier. */
            id: string;
            /** @description IND or SOC. */
            index: string;
            /** @description `target`, `enterprise` or `park`. */
            kind: string;
            /** @description Name. */
            name: string;
            /**
             * Format: double
             * @description Persons in a target; deaths at which a curve is worst.
             */
            persons: number;
            /** @description Whether it is a place of sensitive people. */
            sensitive: boolean;
        };
        /** @description What a facility or a pipeline adds. */
        OfFacility: {
            /** @description Facility, or pipeline. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description `facility` or `pipeline`. */
            kind: string;
            /**
             * Format: double
             * @description What it adds, 1/yr.
             */
            per_year: number;
            /**
             * Format: double
             * @description Its share of all, 0 to 1.
             */
            share: number;
        };
        /** @description A unit opened. */
        OpenedView: components["schemas"]["GradeRow"] & {
            better?: components["schemas"]["BetterView"] | null;
            /** @description Expected deaths by who causes them. */
            by_enterprise: components["schemas"]["ShareView"][];
            /** @description Expected deaths by scenario; empty of a cell, where only who causes them is kept. */
            by_scenario: components["schemas"]["ShareView"][];
            /** @description The day. */
            date: string;
            doubt?: components["schemas"]["DoubtView"] | null;
            /** @description The indices. */
            indices: components["schemas"]["IndexView"][];
            /**
             * Format: double
             * @description Mean risk of the people that counts, 1/yr.
             */
            mean_per_year?: number | null;
            /** @description What counts for the colour, the worst first; the first fifty. */
            objects: components["schemas"]["ObjectView"][];
            /** @description How many such objects there are. */
            objects_total: number;
            /**
             * Format: double
             * @description Persons in targets over their limit or within half a decade of it.
             */
            persons_near_limit: number;
            /**
             * Format: double
             * @description Persons in targets at their limit or over it.
             */
            persons_over_limit: number;
            pipelines_sentence?: components["schemas"]["Text"] | null;
            /** @description Red parts. */
            red_parts: components["schemas"]["UnitName"][];
            /** @description The ruleset. */
            ruleset: string;
            /** @description The run. */
            run: string;
            /** @description Why it has its colour. */
            sentence: components["schemas"]["Text"];
            /** @description Whether it is made of invented facts. */
            synthetic: boolean;
            /**
             * Format: double
             * @description Persons that count as many.
             */
            threshold_persons: number;
            /** @description What would make it worse, the nearest first. */
            worse: components["schemas"]["WorseView"][];
        };
        /** @description An outcome in one weather. */
        OutcomeView: {
            /** @description File of the model, in which its equations stand. */
            model: string;
            /** @description Code. */
            outcome: string;
            /** @description English. */
            outcome_en: string;
            /** @description Chinese. */
            outcome_zh: string;
            /**
             * Format: double
             * @description Probability, given the loss and the weather.
             */
            probability: number;
            /**
             * Format: double
             * @description Farthest that one dies, m.
             */
            reach_m: number;
            /** @description Where they come from. */
            source: string;
        };
        /** @description What one plant or pipeline adds to a part. */
        OwnerPart: {
            /** @description Identifier; of a pipeline with `pipeline:` before it. */
            id: string;
            /** @description Name, where it is there now. */
            name?: string | null;
            /**
             * Format: double
             * @description Deaths a year.
             */
            pll_change_per_year: number;
        };
        /** @description A page of a list. */
        Page_FacilitySummary: {
            /** @description Items of this page. */
            items: {
                /** @description District that it lies in. */
                district_code?: string | null;
                /** @description Name of the district. */
                district_name?: string | null;
                /** @description Fire hazard class. */
                fire_class?: string | null;
                /** @description Identifier. */
                id: string;
                /** @description Kind. */
                kind: string;
                /** @description Kind, English. */
                kind_en: string;
                /** @description Kind, Chinese. */
                kind_zh: string;
                /** @description Centre. */
                location: number[];
                /** @description Grade of its worst unit. */
                major_hazard: components["schemas"]["MajorHazard"];
                /** @description Name. */
                name: string;
                /** @description Park that it lies in. */
                park_id?: string | null;
                /** @description Name of the park. */
                park_name?: string | null;
                /** @description Status. */
                status: string;
                /** @description Status, English. */
                status_en: string;
                /** @description Status, Chinese. */
                status_zh: string;
                /** @description Whether it is invented. */
                synthetic: boolean;
                /** @description Town that it lies in. */
                town_code?: string | null;
                /** @description Name of the town. */
                town_name?: string | null;
                /** @description Flags. */
                two_key_one_major: components["schemas"]["FlagsView"];
                /** @description Distances that could not be judged. */
                unknown_verdicts: number;
                /** @description Unified social credit code. */
                uscc?: string | null;
                /** @description Distance violations that start from it. */
                violations: number;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_FindingView: {
            /** @description Items of this page. */
            items: {
                /** @description Column that is wrong or missing. */
                field: string;
                /** @description What to do. */
                fix: components["schemas"]["Text"];
                /** @description Key of the row. */
                id: string;
                /** @description Layer of the row. */
                layer: string;
                /** @description Where it is. */
                place?: number[] | null;
                /** @description Keys of other rows that it is about. */
                related: string[];
                /** @description Rule. */
                rule: string;
                /** @description `error`, `warning` or `notice`. */
                severity: string;
                /** @description Its value. */
                value: string;
                /** @description Unknown verdicts that this fix is a part of. */
                verdicts_helped: number;
                /** @description Unknown verdicts that this one fix would settle, at most: a value may make another attribute matter. */
                verdicts_settled: number;
                /** @description What was seen. */
                words: components["schemas"]["Text"];
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_HazardRow: {
            /** @description Items of this page. */
            items: {
                /**
                 * Format: double
                 * @description Expected deaths a year that it adds; null as long as the risk is not known.
                 */
                added_pll_per_year?: number | null;
                /** @description Barrier that it weakens. */
                barrier?: string | null;
                /** @description Clause that it breaks. */
                clause?: string | null;
                /** @description Day on which it was closed. */
                closed_on?: string | null;
                /** @description What is wrong. */
                description: string;
                /** @description County in which it lies. */
                district_code?: string | null;
                /** @description Its name. */
                district_name?: string | null;
                /** @description Day until which it must be put right. */
                due_on?: string | null;
                /** @description Facility. */
                facility_id: string;
                /** @description Its name. */
                facility_name: string;
                /** @description Day on which it was found. */
                found_on: string;
                /** @description Identifier. */
                id: string;
                /** @description Level. */
                level: components["schemas"]["Coded"];
                /** @description Where it is, or its facility. */
                location?: number[] | null;
                next?: components["schemas"]["TaskView"] | null;
                /** @description Who or what found it. */
                source?: string | null;
                /** @description State. */
                state: components["schemas"]["Coded"];
                /** @description Whether it is invented. */
                synthetic: boolean;
                /** @description Town in which it lies. */
                town_code?: string | null;
                /** @description Its name. */
                town_name?: string | null;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_OverpressureViolation: {
            /** @description Items of this page. */
            items: (components["schemas"]["Violation"] & {
                /**
                 * Format: double
                 * @description Decades over the limit, at least; null where it is unknown whether it is over.
                 */
                decades_over?: number | null;
                /** @description Whether some of it counts as TNT for want of an equivalent. */
                equivalent_assumed: boolean;
                /**
                 * Format: double
                 * @description Overpressure that is safe there, kPa: the greatest that its category can be; null where it may be no target.
                 */
                limit_kpa?: number | null;
                /**
                 * Format: double
                 * @description Overpressure at the target, kPa.
                 */
                overpressure_kpa: number;
                /**
                 * Format: double
                 * @description The least that it can be, kPa.
                 */
                strictest_kpa: number;
                /** @description Whether that is a lower bound. */
                tnt_is_least: boolean;
                /**
                 * Format: double
                 * @description Explosives of the unit, kg of TNT.
                 */
                tnt_kg: number;
            })[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_RiskViolation: {
            /** @description Items of this page. */
            items: {
                /**
                 * Format: double
                 * @description What it bears, 1/yr.
                 */
                actual: number;
                /** @description `individual_risk`. */
                basis: string;
                /** @description What each facility and pipeline adds, the greatest first. */
                by_facility: components["schemas"]["OfFacility"][];
                /** @description Clause. */
                clause: string;
                /** @description How sure the limit is. */
                confidence: string;
                /**
                 * Format: double
                 * @description Decades over the limit.
                 */
                decades_over: number;
                /** @description County of the target. */
                district_code?: string | null;
                /** @description Facility, or pipeline, that adds most. */
                facility_id: string;
                /** @description `facility` or `pipeline`: what adds most. */
                facility_kind: string;
                /** @description Its name. */
                facility_name: string;
                /** @description Middle of the facility that adds most; of a pipeline, its point that is nearest to the target. */
                from: number[];
                /** @description Identifier. */
                id: string;
                /** @description Whether the limit is that for a new installation. */
                is_new: boolean;
                /**
                 * Format: double
                 * @description What it may bear, 1/yr.
                 */
                required: number;
                /** @description The finding as a sentence, English. */
                sentence_en: string;
                /** @description The finding as a sentence, Chinese. */
                sentence_zh: string;
                /** @description Standard. */
                standard: string;
                /** @description Whether target or facility is invented. */
                synthetic: boolean;
                /** @description Category of GB 36894-2018. */
                target_category?: string | null;
                /** @description Category, English. */
                target_category_en?: string | null;
                /** @description Category, Chinese. */
                target_category_zh?: string | null;
                /** @description Target. */
                target_id: string;
                /** @description `target`. */
                target_kind: string;
                /** @description Its name. */
                target_name: string;
                /** @description Where the target bears most. */
                to: number[];
                /** @description Town of the target. */
                town_code?: string | null;
                /** @description Name of the town. */
                town_name?: string | null;
                /** @description `1/yr`. */
                unit: string;
                /** @description `violation`. */
                verdict: string;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_RowChangeView: {
            /** @description Items of this page. */
            items: {
                /** @description The fields that change, in the order of the columns. */
                fields: components["schemas"]["FieldChangeView"][];
                /** @description Whether the row is new. */
                is_new: boolean;
                /** @description Its key; empty for the weather, which is replaced as a whole. */
                key: string;
                /** @description Its layer. */
                layer: string;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_RowVersionView: {
            /** @description Items of this page. */
            items: {
                /** @description The fields that it changed, in the order of the columns. */
                fields: components["schemas"]["FieldChangeView"][];
                /** @description Its file. */
                file: string;
                /** @description The import. */
                import_id: string;
                /** @description Whether the row came with it. */
                is_new: boolean;
                /** @description When it was, RFC 3339. */
                made_at: string;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_StoredImport: {
            /** @description Items of this page. */
            items: {
                /** @description Coordinate reference system that its numbers were taken in. */
                crs: string;
                /** @description Name of the file. */
                file: string;
                /** @description SHA-256 of the file, hexadecimal. */
                file_sha256: string;
                /** @description Its identifier, which stays. */
                id: string;
                /** @description Layers that it has rows of. */
                layers: string[];
                /** @description When it was stored, RFC 3339. */
                made_at: string;
                /** @description Remarks on its rows: how values were understood, what looked odd. */
                notes?: number | null;
                /**
                 * Format: int64
                 * @description Rows that were read.
                 */
                rows: number;
                /**
                 * Format: int64
                 * @description Rows whose key was in the store before; absent where the report of the import does not say.
                 */
                rows_updating?: number | null;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description A page of a list. */
        Page_Violation: {
            /** @description Items of this page. */
            items: {
                /**
                 * Format: double
                 * @description Least distance, m.
                 */
                actual: number;
                /** @description `distance`, or `overpressure`. */
                basis: string;
                /** @description Clause. */
                clause: string;
                /** @description Confidence of the number. */
                confidence: string;
                /** @description District of the target. */
                district_code?: string | null;
                /** @description Edition. */
                edition: string;
                /** @description Facility that has to keep the distance. */
                facility_id: string;
                /** @description Its name. */
                facility_name: string;
                /** @description End at the facility. */
                from: number[];
                /** @description Identifier, the same as long as facility, unit, target and rule are. */
                id: string;
                /** @description Where it is measured from, English. */
                measured_from_en: string;
                /** @description Where it is measured from, Chinese. */
                measured_from_zh: string;
                /** @description Where it is measured to, English. */
                measured_to_en: string;
                /** @description Where it is measured to, Chinese. */
                measured_to_zh: string;
                /** @description Attributes on which it depends. */
                missing: string[];
                /** @description Note of the table's row. */
                note?: string | null;
                /**
                 * Format: double
                 * @description Distance asked whatever is missing, m.
                 */
                required?: number | null;
                /**
                 * Format: double
                 * @description Distance asked in the strictest case, m; null without a bound.
                 */
                required_max?: number | null;
                /** @description Rule of the table. */
                rule_id: string;
                /** @description The finding as a sentence, English. */
                sentence_en: string;
                /** @description The finding as a sentence, Chinese. */
                sentence_zh: string;
                /**
                 * Format: double
                 * @description How much is lacking, m; null where it is unknown whether anything is.
                 */
                shortfall_m?: number | null;
                /** @description Standard. */
                standard: string;
                /** @description What the rule calls it, English. */
                subject_en: string;
                /** @description What the rule calls it, Chinese. */
                subject_zh: string;
                /** @description Whether facility or target is invented. */
                synthetic: boolean;
                /** @description Category of GB 36894-2018. */
                target_category?: string | null;
                /** @description Category, English. */
                target_category_en?: string | null;
                /** @description Category, Chinese. */
                target_category_zh?: string | null;
                /** @description What it is too near to. */
                target_id: string;
                /** @description `target` or `facility`. */
                target_kind: string;
                /** @description Its name. */
                target_name: string;
                /** @description Subtype. */
                target_subtype: string;
                /** @description Subtype, English. */
                target_subtype_en: string;
                /** @description Subtype, Chinese. */
                target_subtype_zh: string;
                /** @description End at the target. */
                to: number[];
                /** @description Town of the target. */
                town_code?: string | null;
                /** @description Name of the town. */
                town_name?: string | null;
                /** @description `m`. */
                unit: string;
                /** @description Its unit. */
                unit_id?: string | null;
                /** @description `violation` or `unknown`. */
                verdict: string;
                /** @description Its nearest vessel. */
                vessel_id?: string | null;
            }[];
            /** @description Greatest number of items on a page. */
            limit: number;
            /** @description Items before this page. */
            offset: number;
            /** @description Items in all. */
            total: number;
        };
        /** @description Part of a change. */
        PartView: {
            /** @description The plants and pipelines that add most, the first ten. */
            by_owner: components["schemas"]["OwnerPart"][];
            /**
             * @description Codes of the causes: inventory, frequency, management, hidden_hazards, population, weather, method or
             *     corrected_data. Several where they cannot be told apart.
             */
            causes: string[];
            /** @description The causes in words. */
            name: components["schemas"]["Text"];
            /**
             * Format: double
             * @description Deaths a year.
             */
            pll_change_per_year: number;
        };
        /** @description People in the population layer. */
        People: {
            /**
             * Format: double
             * @description By day.
             */
            day: number;
            /**
             * Format: double
             * @description By night.
             */
            night: number;
        };
        /** @description Who acts. Names and roles are as they are told: the service does not know its users yet. */
        PersonForm: {
            /** @description Name. */
            name: string;
            /** @description Where the person works. */
            organisation?: string | null;
            /**
             * @description Role: public, enterprise_staff, enterprise_safety, enterprise_head, town_inspector, county_inspector,
             *     city_inspector.
             */
            role: string;
        };
        /** @description Somebody who acted. */
        PersonView: {
            /** @description Name, as told. */
            name: string;
            /** @description Where the person works. */
            organisation?: string | null;
            /** @description Role, as told. */
            role: components["schemas"]["Coded"];
        };
        /** @description All scenarios of a pipeline. */
        PipelineScenarios: {
            /**
             * Format: double
             * @description Its length, m; null where its risk is not known.
             */
            length_m?: number | null;
            /** @description What to keep in mind, English. */
            notes_en: string[];
            /** @description What to keep in mind, Chinese. */
            notes_zh: string[];
            /** @description Who runs it. */
            operator?: string | null;
            /** @description Pipeline. */
            pipeline_id: string;
            /** @description Scenarios; frequencies by metre. */
            scenarios: components["schemas"]["ScenarioView"][];
            /** @description How it carries it: `compressed_gas`, `pressurised_liquefied` or `atmospheric_liquid`. */
            state?: string | null;
            /** @description What it carries. */
            substance?: string | null;
            /** @description Why there is none, English. */
            unmodelled_en?: string | null;
            /** @description Why there is none, Chinese. */
            unmodelled_zh?: string | null;
            /** @description The rule by which it has no risk, English. */
            without_risk_en?: string | null;
            /** @description The rule by which it has no risk, Chinese. */
            without_risk_zh?: string | null;
        };
        /** @description What the city's facts answer. */
        PointsProposal: {
            /** @description Why. */
            sentence: components["schemas"]["Text"];
            /** @description What it rests on. */
            source: string;
            /**
             * Format: double
             * @description Points.
             */
            value: number;
        };
        /** @description Points from the least to the greatest that they may be. */
        PointsRange: {
            /**
             * Format: double
             * @description Least.
             */
            least: number;
            /**
             * Format: double
             * @description Greatest; the same where it is known.
             */
            most: number;
        };
        /** @description A problem document. */
        Problem: {
            /** @description What happened here. */
            detail: string;
            /** @description Wrong fields. */
            errors?: components["schemas"]["FieldError"][];
            import?: components["schemas"]["ImportNeeds"] | null;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The kind of problem in words. */
            title: string;
            /** @description Stable URI of the kind of problem. */
            type: string;
        };
        /** @description A supervised process. */
        ProcessView: {
            /** @description English name. */
            name_en: string;
            /** @description Chinese name. */
            name_zh: string;
            /**
             * Format: int32
             * @description Number in the lists, 1–18.
             */
            no: number;
        };
        /** @description What a project comes to. */
        ProjectView: {
            /** @description Added. */
            added: components["schemas"]["PointsRange"];
            /** @description Deducted. */
            deducted: components["schemas"]["PointsRange"];
            /**
             * Format: double
             * @description Most that is deducted.
             */
            most_deducted: number;
            /** @description The project. */
            name: components["schemas"]["Text"];
            /** @description What another source has instead. */
            other_source?: string | null;
        };
        /** @description What the city's facts answer. */
        ProposalView: {
            /** @description Why. */
            sentence: components["schemas"]["Text"];
            /** @description What it rests on. */
            source: string;
            /**
             * Format: int32
             * @description The count.
             */
            value: number;
        };
        /** @description Where a row came from. */
        ProvenanceView: {
            /** @description When it was stored. */
            imported_at: string;
            /** @description File or generator. */
            source_file: string;
            /**
             * Format: int64
             * @description Row.
             */
            source_row: number;
            /** @description Whether it is invented. */
            synthetic: boolean;
        };
        /** @description Whether the service can answer. */
        Ready: {
            /** @description The run that it shows. */
            run: string;
            /** @description `ok`. */
            status: string;
        };
        /** @description A report with who makes it. */
        ReportBody: {
            /** @description Who reports; anybody may. */
            by: components["schemas"]["PersonForm"];
            /** @description Where, longitude and latitude; the place of the facility if left out. */
            location?: number[] | null;
            /** @description What the person adds. */
            note?: string | null;
            /** @description What was found. */
            report: components["schemas"]["ReportForm"];
        };
        /** @description What was found. */
        ReportForm: {
            /** @description Barrier that it weakens, one of `/api/v1/hidden-hazards/words`. */
            barrier?: string | null;
            /** @description Clause that it breaks. */
            clause?: string | null;
            /**
             * Format: int32
             * @description Number of the criterion of 2017 that it seems to meet, 1 to 20; it is major then.
             */
            criterion?: number | null;
            /** @description What is wrong. */
            description: string;
            /** @description The facility where it was found. */
            facility_id: string;
            /** @description Day on which it was found, `2026-11-28`. */
            found_on: string;
            /** @description Who or what found it. */
            source?: string | null;
        };
        /** @description Who answers for a risk object. */
        Responsible: {
            /** @description When, RFC 3339. */
            answered_at: string;
            /** @description Name. */
            name: string;
            /** @description Who entered it. */
            person: string;
            /** @description Telephone; empty where none was given. */
            phone: string;
            /** @description Post; empty where none was given. */
            post: string;
        };
        /** @description What the risk of the present run assumes. */
        RiskAssumptions: {
            /** @description Each assumption; the section `[risk]` of the settings changes them. */
            assumptions: components["schemas"]["AssumptionView"][];
            /** @description Ruleset of the run: other assumptions are another one. */
            ruleset: string;
        };
        /** @description Individual risk at a point. */
        RiskAt: {
            /** @description The point. */
            at: number[];
            /** @description What each facility and pipeline adds, the greatest first. */
            by_facility: components["schemas"]["OfFacility"][];
            /** @description What each outcome of each scenario adds, the greatest 50. */
            contributors: components["schemas"]["Contributor"][];
            /** @description How many add something. */
            contributors_total: number;
            /** @description County. */
            county?: string | null;
            /** @description Limits. */
            limits: components["schemas"]["Limit"][];
            /**
             * Format: double
             * @description Location-specific individual risk, 1/yr: of one who is always there, outdoors, unprotected.
             */
            lsir_per_year: number;
            /** @description Run. */
            run: string;
            /** @description Whether it is made of invented facts. */
            synthetic: boolean;
            /** @description Town. */
            town?: string | null;
            /** @description Pipelines of the city whose risk is not known and not in the sum. */
            unknown_pipelines: number;
            /** @description Vessels of the city whose risk is not known and not in the sum. */
            unknown_vessels: number;
            /** @description Vessels and pipelines of the city that have no risk by a rule of the event tree. */
            without_risk: number;
        };
        /** @description A role with its level. */
        RoleView: components["schemas"]["Coded"] & {
            /** @description Level that it is of; null of the public. */
            tier?: string | null;
        };
        /** @description How imports changed a row. */
        RowHistory: {
            /** @description Its key. */
            key: string;
            /** @description Its layer. */
            layer: string;
            /** @description Its versions, the newest first; the one that came into an empty layer is not kept. */
            versions: components["schemas"]["Page_RowVersionView"];
        };
        /** @description What a rule came to. */
        RuleView: {
            /** @description Rows that were checked. */
            checked: number;
            /** @description Rows that fail. */
            failing: number;
            /** @description Rule. */
            rule: string;
            /**
             * Format: double
             * @description 0–100; null where there was nothing to check.
             */
            score?: number | null;
            /**
             * Format: double
             * @description Weight in the overall score.
             */
            weight: number;
            /** @description What a row fails by. */
            words: components["schemas"]["Text"];
        };
        /** @description A ruleset. */
        Ruleset: {
            /** @description Day until which sensitive places over their limit must be put right. */
            correct_by?: string | null;
            /** @description Name and version. */
            id: string;
            /** @description What is to be known of it. */
            note: string;
            /** @description Who answers for it. */
            owner: string;
            /** @description Kinds of target that are sensitive. */
            sensitive: string[];
            /** @description Its numbers. */
            settings: components["schemas"]["SettingView"][];
            /** @description First day. */
            valid_from: string;
            /** @description Last day; null where it holds until another one follows. */
            valid_until?: string | null;
        };
        /** @description The run that the results are of. */
        RunView: {
            /** @description Identifier. */
            id: string;
            /** @description Hash of the facts. */
            inputs_hash: string;
            /** @description When it was made. */
            made_at: string;
            /** @description Version of the program. */
            program_version: string;
            /** @description Tables and rules. */
            ruleset: string;
        };
        /** @description A scenario of a vessel. */
        ScenarioView: {
            /** @description How sure it is. */
            frequency_confidence: string;
            /** @description Event of the table. */
            frequency_event: string;
            /**
             * Format: double
             * @description Frequency, 1/yr; of a pipeline, 1/yr of each metre.
             */
            frequency_per_year: number;
            /** @description Where it stands. */
            frequency_source: string;
            /** @description Code of the loss. */
            loss: string;
            /** @description English. */
            loss_en: string;
            /** @description Chinese. */
            loss_zh: string;
            /** @description By weather. */
            weathers: components["schemas"]["CourseView"][];
        };
        /** @description A score. */
        ScoreView: {
            /** @description The best that it may be. */
            best_colour: string;
            /** @description The colour; null where several are possible. */
            colour?: string | null;
            /** @description Numbers of the cases of red at once that are the case. */
            directly_red: number[];
            /** @description Codes of the items that are open. */
            open: string[];
            /** @description The worst and the best that it may be. */
            points: components["schemas"]["PointsRange"];
            /** @description By project. */
            projects: components["schemas"]["ProjectView"][];
            /** @description In a sentence. */
            sentence: components["schemas"]["Text"];
            /** @description The worst that it may be. */
            worst_colour: string;
        };
        /** @description A number of a ruleset. */
        SettingView: {
            /** @description How sure it is; `policy` where it is a choice. */
            confidence: string;
            /** @description Name. */
            key: string;
            /** @description Where it comes from. */
            source: string;
            /** @description Unit; empty for a plain number. */
            unit: string;
            /**
             * Format: double
             * @description Value.
             */
            value: number;
            /** @description What it is. */
            words: components["schemas"]["Text"];
        };
        /** @description Something that is missing, on which the method depends. */
        Settle: {
            /** @description The methods that it could lead to. */
            could_be: components["schemas"]["MethodName"][];
            /** @description The attribute that would settle it: `substance`, `hazard_class`, `quantity_t`, `units` or `vessels`. */
            field: string;
            /** @description Attribute, English. */
            field_en: string;
            /** @description Attribute, Chinese. */
            field_zh: string;
            /** @description Unit. */
            unit_id?: string | null;
            /** @description Vessel. */
            vessel_id?: string | null;
        };
        /** @description A share of the expected deaths of a unit. */
        ShareView: {
            /** @description Identifier of the enterprise, pipeline or vessel; empty for others. */
            id: string;
            /**
             * @description `enterprise` or `pipeline`; `scenario` for a loss of containment of a vessel or pipeline; `others` for all that
             *     are not told by name.
             */
            kind: string;
            /** @description Name, with the loss of containment of a scenario. */
            name: components["schemas"]["Text"];
            /**
             * Format: double
             * @description Expected deaths a year; these add up to those of the unit to the last digit.
             */
            pll_per_year: number;
            /**
             * Format: double
             * @description Share of those of the unit.
             */
            share: number;
        };
        /** @description What to try. */
        SituationRequest: {
            /** @description Changes, all at once. */
            changes: components["schemas"]["Change"][];
        };
        /** @description The whole answer. */
        SituationView: {
            /** @description Run that it is compared with. */
            base_run: string;
            /** @description By target, most changes first. */
            by_target: components["schemas"]["ByTarget"][];
            /** @description By town, most changes first. */
            by_town: components["schemas"]["ByTown"][];
            /** @description Changes as understood. */
            changes: components["schemas"]["Change"][];
            /** @description Where the first moved plant comes to lie. */
            destination: components["schemas"]["Destination"];
            /** @description Units of the moved plants. */
            grades: components["schemas"]["GradeChange"][];
            /** @description Identifier: the same for the same changes to the same run. */
            id: string;
            /** @description Distances that cannot be judged. */
            unknown: components["schemas"]["Difference"];
            /** @description Violations. */
            violations: components["schemas"]["Difference"];
        };
        /** @description How a group of hazards stands. */
        Standing: {
            /**
             * Format: double
             * @description Expected deaths a year that all open ones of the group add together; null as long as the risk is not known, or
             *     for a group that is no whole district.
             */
            added_pll_per_year?: number | null;
            /** @description Closed ones. */
            closed: number;
            /**
             * Format: double
             * @description Share of closed ones, 0 to 1; null of none.
             */
            closed_share?: number | null;
            /** @description Code of the district, or of the level; `all` of all. */
            key: string;
            /**
             * Format: double
             * @description Days from finding to closure, mean of closed ones whose days are known.
             */
            mean_days_to_close?: number | null;
            /** @description Name. */
            name: string;
            /** @description Open major ones. */
            open_major: number;
            /** @description Open and overdue ones. */
            overdue: number;
            /** @description Hazards. */
            total: number;
        };
        /** @description How hidden hazards stand. */
        Statistics: {
            /** @description All. */
            all: components["schemas"]["Standing"];
            /** @description By county. */
            by_district: components["schemas"]["Standing"][];
            /** @description By level. */
            by_level: components["schemas"]["Standing"][];
            /** @description The day. */
            date: string;
            /** @description Whether they are invented. */
            synthetic: boolean;
        };
        /** @description A step with who takes it. */
        StepBody: {
            /** @description Who acts. */
            by: components["schemas"]["PersonForm"];
            /**
             * Format: int64
             * @description Number of entries of the hazard that the person has seen: `entries` of its card.
             */
            expected_entries: number;
            /** @description What the person adds. */
            note?: string | null;
            /**
             * @description The step: `kind` register (`due_on`, `criterion`, `clause`, `barrier`), start (`plan` with `measures`,
             *     `funds_yuan`, `deadline`, `responsible_person`, `contingency_plan`; `major_report`), extend (`due_on`, `reason`,
             *     `approved_by`), submit (`result`, `evidence`), accept (`finding`) or return (`reason`, `due_on`).
             */
            step: Record<string, never>;
        };
        /** @description A step that the hazard takes now. */
        StepChoice: {
            /** @description Who may take it. */
            roles: components["schemas"]["Coded"][];
            /** @description The step. */
            step: components["schemas"]["Coded"];
        };
        /** @description A style in the list of them. */
        StyleEntry: {
            /** @description Name in its address. */
            name: string;
            /** @description What it is called. */
            title: components["schemas"]["Text"];
            /** @description Address. */
            url: string;
        };
        /** @description The city at a glance. */
        Summary: {
            /** @description Sources to be named on the map. */
            attributions: components["schemas"]["Attribution"][];
            /** @description West, south, east, north, degrees; null for an empty store. */
            bbox?: number[] | null;
            /** @description Middle of the box. */
            center?: number[] | null;
            city?: components["schemas"]["DistrictName"] | null;
            /** @description Rows by layer. */
            counts: components["schemas"]["Counts"];
            /** @description What the tables do not cover. */
            gaps: components["schemas"]["Text"][];
            /** @description Facilities by level. */
            installations: components["schemas"]["Installations"];
            /** @description People. */
            people: components["schemas"]["People"];
            /** @description Whether individual and societal risk are known: `computing`, `ready` or `unknown`. */
            risk: string;
            /** @description Why the risk is unknown. */
            risk_why?: string | null;
            /** @description The run. */
            run: components["schemas"]["RunView"];
            /** @description Whether any row is invented. */
            synthetic: boolean;
            /** @description Distances that could not be judged. */
            unknown_verdicts: number;
            /** @description Distance violations. */
            violations: number;
        };
        /** @description Who must act, and on how many. */
        TaskGroup: {
            /** @description Level that must act. */
            actor: components["schemas"]["Coded"];
            /** @description The most urgent ones. */
            items: components["schemas"]["HazardRow"][];
            /** @description Of those, major. */
            major: number;
            /** @description Of those, overdue. */
            overdue: number;
            /** @description Its hazards. */
            total: number;
        };
        /** @description Who must act next, by level. */
        TaskList: {
            /** @description By who must act, the enterprise first. */
            by_actor: components["schemas"]["TaskGroup"][];
            /** @description How sure deadlines and escalation are. */
            confidence: string;
            /** @description The day. */
            date: string;
            /** @description Overdue ones by the level that is responsible by now. */
            escalated: components["schemas"]["Escalated"][];
            /** @description Where they come from. */
            source: string;
        };
        /** @description What must happen next. */
        TaskView: {
            /** @description Level that must act. */
            actor: components["schemas"]["Coded"];
            /** @description Day until which. */
            deadline?: string | null;
            /**
             * Format: int64
             * @description Days since then; 0 where it is not overdue.
             */
            overdue_days: number;
            /** @description Level that is responsible by now: it goes up with the days (policy suggestion). */
            responsible: components["schemas"]["Coded"];
            /** @description Who may take it. */
            roles: components["schemas"]["Coded"][];
            /** @description The step that leads on. */
            step: components["schemas"]["Coded"];
        };
        /** @description A text in both languages. */
        Text: {
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description Level and identifier of a unit. */
        UnitName: {
            /** @description Code of a district, identifier of a park or enterprise, `row-column` of a cell. */
            id: string;
            /** @description `city`, `county`, `town`, `park`, `enterprise` or `cell`. */
            level: string;
            /** @description Name; empty of a cell. */
            name: string;
        };
        /** @description A unit with its grade and vessels. */
        UnitView: {
            /** @description Grade. */
            grade: components["schemas"]["GradeView"];
            /** @description Identifier. */
            id: string;
            /** @description Kind. */
            kind: string;
            /** @description Kind, English. */
            kind_en: string;
            /** @description Kind, Chinese. */
            kind_zh: string;
            /** @description Name. */
            name: string;
            /** @description Supervised processes. */
            processes: components["schemas"]["ProcessView"][];
            /** @description Vessels. */
            vessels: components["schemas"]["VesselView"][];
        };
        /** @description All scenarios of a vessel. */
        VesselScenarios: {
            /** @description Facility. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description What to keep in mind, English. */
            notes_en: string[];
            /** @description What to keep in mind, Chinese. */
            notes_zh: string[];
            /** @description Scenarios. */
            scenarios: components["schemas"]["ScenarioView"][];
            /** @description What it holds. */
            substance?: string | null;
            /** @description Why there is none, English. */
            unmodelled_en?: string | null;
            /** @description Why there is none, Chinese. */
            unmodelled_zh?: string | null;
            /** @description Vessel. */
            vessel_id: string;
            /** @description The rule by which it has no risk, English. */
            without_risk_en?: string | null;
            /** @description The rule by which it has no risk, Chinese. */
            without_risk_zh?: string | null;
        };
        /** @description A vessel. */
        VesselView: {
            /**
             * Format: double
             * @description Diameter, m.
             */
            diameter_m?: number | null;
            /** @description Fire hazard class. */
            fire_class?: string | null;
            /** @description Identifier. */
            id: string;
            /** @description Centre. */
            location: number[];
            /** @description English name, where the tables know it. */
            name_en?: string | null;
            /** @description Chinese name, where the tables know it. */
            name_zh?: string | null;
            /**
             * Format: double
             * @description Gauge pressure, kPa.
             */
            pressure_kpa?: number | null;
            /**
             * Format: double
             * @description Quantity, t.
             */
            quantity_t?: number | null;
            /** @description Way of storage. */
            storage?: string | null;
            /** @description Way of storage, English. */
            storage_en?: string | null;
            /** @description Way of storage, Chinese. */
            storage_zh?: string | null;
            /** @description Substance as given. */
            substance?: string | null;
            /**
             * Format: double
             * @description Temperature, °C.
             */
            temperature_c?: number | null;
            /**
             * Format: double
             * @description Volume, m³.
             */
            volume_m3?: number | null;
        };
        /** @description A pair that stands nearer than its rule asks, or may. */
        Violation: {
            /**
             * Format: double
             * @description Least distance, m.
             */
            actual: number;
            /** @description `distance`, or `overpressure`. */
            basis: string;
            /** @description Clause. */
            clause: string;
            /** @description Confidence of the number. */
            confidence: string;
            /** @description District of the target. */
            district_code?: string | null;
            /** @description Edition. */
            edition: string;
            /** @description Facility that has to keep the distance. */
            facility_id: string;
            /** @description Its name. */
            facility_name: string;
            /** @description End at the facility. */
            from: number[];
            /** @description Identifier, the same as long as facility, unit, target and rule are. */
            id: string;
            /** @description Where it is measured from, English. */
            measured_from_en: string;
            /** @description Where it is measured from, Chinese. */
            measured_from_zh: string;
            /** @description Where it is measured to, English. */
            measured_to_en: string;
            /** @description Where it is measured to, Chinese. */
            measured_to_zh: string;
            /** @description Attributes on which it depends. */
            missing: string[];
            /** @description Note of the table's row. */
            note?: string | null;
            /**
             * Format: double
             * @description Distance asked whatever is missing, m.
             */
            required?: number | null;
            /**
             * Format: double
             * @description Distance asked in the strictest case, m; null without a bound.
             */
            required_max?: number | null;
            /** @description Rule of the table. */
            rule_id: string;
            /** @description The finding as a sentence, English. */
            sentence_en: string;
            /** @description The finding as a sentence, Chinese. */
            sentence_zh: string;
            /**
             * Format: double
             * @description How much is lacking, m; null where it is unknown whether anything is.
             */
            shortfall_m?: number | null;
            /** @description Standard. */
            standard: string;
            /** @description What the rule calls it, English. */
            subject_en: string;
            /** @description What the rule calls it, Chinese. */
            subject_zh: string;
            /** @description Whether facility or target is invented. */
            synthetic: boolean;
            /** @description Category of GB 36894-2018. */
            target_category?: string | null;
            /** @description Category, English. */
            target_category_en?: string | null;
            /** @description Category, Chinese. */
            target_category_zh?: string | null;
            /** @description What it is too near to. */
            target_id: string;
            /** @description `target` or `facility`. */
            target_kind: string;
            /** @description Its name. */
            target_name: string;
            /** @description Subtype. */
            target_subtype: string;
            /** @description Subtype, English. */
            target_subtype_en: string;
            /** @description Subtype, Chinese. */
            target_subtype_zh: string;
            /** @description End at the target. */
            to: number[];
            /** @description Town of the target. */
            town_code?: string | null;
            /** @description Name of the town. */
            town_name?: string | null;
            /** @description `m`. */
            unit: string;
            /** @description Its unit. */
            unit_id?: string | null;
            /** @description `violation` or `unknown`. */
            verdict: string;
            /** @description Its nearest vessel. */
            vessel_id?: string | null;
        };
        /** @description A word of a closed vocabulary. */
        Word: {
            /** @description As it stands in the store. */
            code: string;
            /** @description English. */
            en: string;
            /** @description Chinese. */
            zh: string;
        };
        /** @description What would make a colour worse. */
        WorseView: {
            /** @description The worse colour. */
            colour: string;
            /**
             * Format: double
             * @description All risk of this index rises by this factor; 1 of the floor, where one more overdue hazard is enough.
             */
            factor: number;
            /** @description Index that comes to a line. */
            index: string;
            /** @description In words. */
            sentence: components["schemas"]["Text"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
