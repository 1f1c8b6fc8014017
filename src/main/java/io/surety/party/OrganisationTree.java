package io.surety.party;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Organisations and the units in them. */
@Repository
class OrganisationTree {

    private final JdbcClient jdbc;

    OrganisationTree(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Organisation> find(OrganisationId id) {
        return jdbc.sql("select id, name, parent from party.organisations where id = :id")
                .param("id", id.value())
                .query(OrganisationTree::organisation)
                .optional();
    }

    /** The organisation itself and those above it, nearest first; only itself if it is unknown. */
    List<OrganisationId> upwardsFrom(OrganisationId id) {
        List<OrganisationId> path = new ArrayList<>();
        Set<OrganisationId> seen = new HashSet<>();
        Optional<OrganisationId> next = Optional.of(id);
        while (next.isPresent() && seen.add(next.get())) {
            path.add(next.get());
            next = find(next.get()).flatMap(o -> Optional.ofNullable(o.parent()));
        }
        return path;
    }

    /** The topmost organisation that the unit is part of. */
    OrganisationId rootOf(OrganisationId id) {
        List<OrganisationId> path = upwardsFrom(id);
        return path.get(path.size() - 1);
    }

    /** The organisations themselves and all units below them. */
    Set<OrganisationId> downwardsFrom(Set<OrganisationId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        // union, not union all: a cycle, which nothing but a hand in the database could make, ends
        return Set.copyOf(jdbc.sql(
                        """
                        with recursive below(id) as (
                            select id from party.organisations where id in (:ids)
                            union
                            select o.id from party.organisations o join below b on o.parent = b.id)
                        select id from below""")
                .param("ids", ids.stream().map(OrganisationId::value).toList())
                .query((row, n) -> new OrganisationId(row.getString(1)))
                .list());
    }

    List<Organisation> all() {
        return jdbc.sql("select id, name, parent from party.organisations order by id")
                .query(OrganisationTree::organisation)
                .list();
    }

    void save(Organisation organisation) {
        jdbc.sql(
                        """
                insert into party.organisations (id, name, parent) values (:id, :name, :parent)
                on conflict (id) do update set name = excluded.name, parent = excluded.parent""")
                .param("id", organisation.id().value())
                .param("name", organisation.name())
                .param(
                        "parent",
                        organisation.parent() == null
                                ? null
                                : organisation.parent().value())
                .update();
    }

    private static Organisation organisation(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        String parent = row.getString("parent");
        return new Organisation(
                new OrganisationId(row.getString("id")),
                row.getString("name"),
                parent == null ? null : new OrganisationId(parent));
    }
}
