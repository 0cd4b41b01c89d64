-- CreateIndex
CREATE INDEX "Battle_createdAt_idx" ON "Battle"("createdAt");

-- How many battles have begun within each limit of `battles` in `asking` (of whom, from when until when, counted no further
-- than `most`, newest first), and the oldest of them. Until the transaction ends, nobody else can add to what was counted for a
-- community or for all; for a person that is so already, by `asked_so_far`, which is to be called before.
CREATE FUNCTION battles_begun(asking jsonb) RETURNS json
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended("thing", 0)) FROM (
    SELECT DISTINCT CASE "limit"->>'of' WHEN 'community' THEN 'budget ' || (asking->>'community') ELSE 'budget of all' END AS "thing"
    FROM jsonb_array_elements(asking->'battles') AS "limit" WHERE "limit"->>'of' <> 'person' ORDER BY "thing"
  ) AS "of";
  RETURN coalesce((
    SELECT json_agg((
      SELECT json_build_object('count', count(*), 'oldest', min("createdAt")) FROM (
        (SELECT "createdAt" FROM "Battle" WHERE "limit"->>'of' = 'person' AND "asker" = asking->>'asker'
           AND "createdAt" >= ("limit"->>'from')::timestamptz AND "createdAt" < ("limit"->>'until')::timestamptz
         ORDER BY "createdAt" DESC LIMIT ("limit"->>'most')::int)
        UNION ALL
        (SELECT "createdAt" FROM "Battle" WHERE "limit"->>'of' = 'community' AND "community" = asking->>'community'
           AND "createdAt" >= ("limit"->>'from')::timestamptz AND "createdAt" < ("limit"->>'until')::timestamptz
         ORDER BY "createdAt" DESC LIMIT ("limit"->>'most')::int)
        UNION ALL
        (SELECT "createdAt" FROM "Battle" WHERE "limit"->>'of' = 'installation'
           AND "createdAt" >= ("limit"->>'from')::timestamptz AND "createdAt" < ("limit"->>'until')::timestamptz
         ORDER BY "createdAt" DESC LIMIT ("limit"->>'most')::int)
      ) AS "counted") ORDER BY "place")
    FROM jsonb_array_elements(asking->'battles') WITH ORDINALITY AS "of" ("limit", "place")
  ), '[]');
END $$;
