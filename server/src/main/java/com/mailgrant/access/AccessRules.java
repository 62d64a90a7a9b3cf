package com.mailgrant.access;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Which request needs what. */
@Configuration(proxyBeanMethods = false)
class AccessRules {
  /** Nothing from elsewhere, nothing inline, nobody may frame us. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Bean
  PasswordEncoder passwordEncoder() {
    return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, ApiKeys keys) throws Exception {
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .addFilterBefore(new ApiKeyFilter(keys), UsernamePasswordAuthenticationFilter.class)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .exceptionHandling(problems -> problems.authenticationEntryPoint(keyWanted()))
        .headers(AccessRules::headers)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, GuardedSignIn signIn) throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers(
                    "/sign-in",
                    "/oauth2/**",
                    "/actuator/health/**",
                    "/assets/**",
                    "/webjars/**",
                    "/favicon.ico",
                    "/error",
                    "/v3/api-docs/**")
                .permitAll()
                .requestMatchers(PasswordPages.PATH)
                .authenticated()
                .anyRequest()
                .hasAuthority(Authorities.ADMINISTRATOR))
        .authenticationProvider(signIn)
        .formLogin(form ->
            form.loginPage("/sign-in")
                .usernameParameter("username")
                .passwordParameter("password")
                .defaultSuccessUrl("/", false)
                .failureHandler(new SignInFailed()))
        .exceptionHandling(problems -> problems.accessDeniedHandler(new PasswordFirst()))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
        .headers(AccessRules::headers)
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()"));
  }

  private static AuthenticationEntryPoint keyWanted() {
    return (_, response, _) -> {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("WWW-Authenticate", "Bearer");
      response.setContentType("application/problem+json");
      response
          .getWriter()
          .write(
              "{\"type\":\"about:blank\",\"title\":\"API key wanted\",\"status\":401,\"detail\":"
                  + "\"Send a valid API key as Authorization: Bearer <key>.\"}");
    };
  }
}
