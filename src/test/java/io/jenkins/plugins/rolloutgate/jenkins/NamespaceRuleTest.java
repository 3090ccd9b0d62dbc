package io.jenkins.plugins.rolloutgate.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceRuleTest {

    @ParameterizedTest(name = "[{0}] -> [{1}] lets [{2}] use [{3}]: {4}")
    @CsvSource(nullValues = "none", textBlock = """
        team/shop  , shop               , team/shop         , shop         , true
        team/shop  , shop               , team/shop/app     , shop         , true
        team/shop  , shop               , team/shop/a/b     , shop         , true
        team/shop  , shop               , team/shopping     , shop         , false
        team/shop  , shop               , team              , shop         , false
        team/shop  , shop               , other/team/shop   , shop         , false
        team/shop  , shop               , Team/Shop         , shop         , false
        team/shop  , shop               , ''                , shop         , false
        /team/shop/, shop               , team/shop         , shop         , true
        team/shop  , shop               , team/shop         , shop-staging , false
        team/shop  , shop               , team/shop         , sho          , false
        team/shop  , shop               , team/shop         , ''           , false
        team/shop  , shop shop-staging  , team/shop         , shop-staging , true
        team/shop  , 'shop, staging'    , team/shop         , staging      , true
        team/shop  , *                  , team/shop         , kube-system  , true
        team/shop  , *                  , team/shop         , ''           , false
        team/shop  , shop-*             , team/shop         , shop-staging , false
        team/shop  , ''                 , team/shop         , shop         , false
        ''         , shop               , team/shop         , shop         , false
        ''         , shop               , ''                , shop         , false
        /          , shop               , ''                , shop         , false
        *          , shop               , team/shop         , shop         , true
        *          , shop               , ''                , shop         , true
        *          , shop               , ''                , other        , false
        """)
    void decidesByWholePathSegmentsAndExactNamespaces(
            String folder, String namespaces, String jobFolder, String namespace, boolean allowed) {
        NamespaceRule rule = NamespaceRule.of(folder, namespaces);

        assertThat(rule.allows(jobFolder, namespace)).isEqualTo(allowed);
    }
}
