package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseRoleTest {
    private final List<ReleaseRole> roles = List.of(
            role("Tech lead", "leads, paul", ""),
            role("Tech lead", "shop-leads", "shop"),
            role("Tech lead", "payment-leads\nmei", "shop/payments"),
            role("QA", "", ""));

    @Test
    void standsForThoseOfTheMostSpecificFolder() {
        assertThat(ReleaseRole.members(roles, "tech LEAD ", "")).contains(List.of("leads", "paul"));
        assertThat(ReleaseRole.members(roles, "Tech lead", "shopping")).contains(List.of("leads", "paul"));
        assertThat(ReleaseRole.members(roles, "Tech lead", "shop/search")).contains(List.of("shop-leads"));
        assertThat(ReleaseRole.members(roles, "Tech lead", "shop/payments/eu"))
                .contains(List.of("payment-leads", "mei"));
    }

    @Test
    void standsForNobodyWhereNobodyIsNamed() {
        assertThat(ReleaseRole.members(roles, "QA", "shop")).contains(List.of());
    }

    @Test
    void isNotKnownWhereTheAdministratorHasNotSaidIt() {
        assertThat(ReleaseRole.members(roles, "Operations", "shop")).isEmpty();
    }

    private static ReleaseRole role(String name, String members, String folder) {
        ReleaseRole role = new ReleaseRole(name, members);
        role.setFolder(folder);
        return role;
    }
}
